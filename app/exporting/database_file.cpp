#include "exporting/database_file.hpp"

namespace permap {

DatabaseFile::DatabaseFile(std::string target, PartFile&& part)
    : target_(std::move(target)), part_(std::move(part)), database_(part_.path(), Database::Open::to_write) {
    // Nobody sees the part until it is synced and renamed, so SQLite itself need not sync on the way.
    database_.run("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA locking_mode=EXCLUSIVE; BEGIN");
}

Result<std::unique_ptr<DatabaseFile>> DatabaseFile::open(const std::string& target, bool overwrite) {
    Result<PartFile> part = PartFile::beside(target, overwrite);
    if (!part) return part.problems();
    return std::unique_ptr<DatabaseFile>(new DatabaseFile(target, *std::move(part)));
}

Problems DatabaseFile::finish() {
    database_.run("COMMIT");
    if (!database_.failed()) database_.close();
    if (database_.failed()) {
        return {{target_, "could not be written: " + database_.fault(),
                 database_.out_of_space() ? "free some space, or write elsewhere" : ""}};
    }
    return part_.commit();
}

}  // namespace permap
