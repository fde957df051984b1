#include "store/database.hpp"

#include <sqlite3.h>

namespace permap {

void Database::check(int code) {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE || failed()) return;
    out_of_space_ = (code & 0xff) == SQLITE_FULL;
    fault_ = handle_ != nullptr ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
    if (fault_.empty() || fault_ == "not an error") fault_ = sqlite3_errstr(code);
}

Database::Database(const std::string& path, Open how) {
    const int flags = how == Open::read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    check(sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr));
    if (failed()) return;
    sqlite3_extended_result_codes(handle_, 1);
    // A log may come from anywhere: its schema runs nothing and may not touch itself.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    if (how == Open::read_only) {
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
        sqlite3_db_config(handle_, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    }
    run("PRAGMA trusted_schema=OFF");
}

Database::~Database() {
    sqlite3_close_v2(handle_);
}

void Database::run(const char* sql) {
    if (!failed()) check(sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr));
}

std::int64_t Database::number(const char* sql) {
    Statement query(*this, sql);
    return query.next() ? query.number(0).value_or(0) : 0;
}

void Database::close() {
    const int code = sqlite3_close(handle_);
    if (code == SQLITE_OK) handle_ = nullptr;
    check(code);
}

Statement::Statement(Database& database, const char* sql) : database_(database) {
    if (!database_.failed()) database_.check(sqlite3_prepare_v2(database_.handle_, sql, -1, &handle_, nullptr));
}

Statement::~Statement() {
    sqlite3_finalize(handle_);
}

void Statement::bind(int parameter, std::int64_t number) {
    if (!database_.failed()) database_.check(sqlite3_bind_int64(handle_, parameter + 1, number));
}

void Statement::bind(int parameter, std::string_view text) {
    if (database_.failed()) return;
    const char* const begin = text.data() != nullptr ? text.data() : "";  // a null pointer would bind NULL
    database_.check(sqlite3_bind_text64(handle_, parameter + 1, begin, text.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::bind_nothing(int parameter) {
    if (!database_.failed()) database_.check(sqlite3_bind_null(handle_, parameter + 1));
}

void Statement::run() {
    if (database_.failed()) return;
    database_.check(sqlite3_step(handle_));
    sqlite3_reset(handle_);
}

bool Statement::next() {
    if (database_.failed()) return false;
    const int code = sqlite3_step(handle_);
    database_.check(code);
    return code == SQLITE_ROW;
}

void Statement::reset() {
    if (handle_ != nullptr) sqlite3_reset(handle_);
}

std::optional<std::int64_t> Statement::number(int column) const {
    if (sqlite3_column_type(handle_, column) != SQLITE_INTEGER) return std::nullopt;
    return sqlite3_column_int64(handle_, column);
}

std::optional<std::string> Statement::text(int column) const {
    const std::string_view seen = text_view(column);
    if (seen.data() == nullptr) return std::nullopt;
    return std::string(seen);
}

std::string_view Statement::text_view(int column) const {
    if (sqlite3_column_type(handle_, column) != SQLITE_TEXT) return {};
    const auto* const begin = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
    if (begin == nullptr) return {};  // out of memory
    return {begin, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_nothing(int column) const {
    return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

}  // namespace permap
