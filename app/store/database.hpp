// The little of SQLite that logs need. Faults are kept, not thrown: after the first, everything else does nothing.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace permap {

class Database {
public:
    enum class Open { to_write, read_only };

    Database(const std::string& path, Open how);
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    bool failed() const { return !fault_.empty(); }
    const std::string& fault() const { return fault_; }  // SQLite's words
    bool out_of_space() const { return out_of_space_; }
    void run(const char* sql);
    std::int64_t number(const char* sql);  // of a query of one number; 0 after a fault
    void close();                          // reports what only closing shows

private:
    friend class Statement;
    void check(int code);

    sqlite3* handle_ = nullptr;
    std::string fault_;
    bool out_of_space_ = false;
};

// One prepared statement. Columns and parameters count from 0.
class Statement {
public:
    Statement(Database& database, const char* sql);
    ~Statement();
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;

    void bind(int parameter, std::int64_t number);
    void bind(int parameter, std::string_view text);  // must outlive the next run()
    void bind_nothing(int parameter);
    void run();    // and makes ready for the next
    bool next();   // a row of a query; false at the end and after a fault
    void reset();  // ends a query before its last row, and makes ready for the next

    std::optional<std::int64_t> number(int column) const;  // nothing unless an integer
    std::optional<std::string> text(int column) const;     // nothing unless text
    std::string_view text_view(int column) const;          // until the next row; empty unless text
    bool is_nothing(int column) const;

private:
    Database& database_;
    sqlite3_stmt* handle_ = nullptr;
};

}  // namespace permap
