// A database written beside its target; nothing is there until finish().
#pragma once

#include <memory>
#include <string>

#include "store/database.hpp"
#include "store/part_file.hpp"
#include "vocabulary/result.hpp"

namespace permap {

class DatabaseFile {
public:
    static Result<std::unique_ptr<DatabaseFile>> open(const std::string& target, bool overwrite);

    Database& database() { return database_; }  // in a transaction
    Problems finish();                          // once every statement is gone; empty when all went well

private:
    DatabaseFile(std::string target, PartFile&& part);

    std::string target_;
    PartFile part_;
    Database database_;
};

}  // namespace permap
