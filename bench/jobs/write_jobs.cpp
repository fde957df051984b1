// write_jobs FOLDER: the benchmark jobs as map files.
#include <cstdio>
#include <fstream>
#include <string>

#include "jobs/job_json.hpp"

namespace {

bool write(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) std::fprintf(stderr, "write_jobs: cannot write %s\n", path.c_str());
    return static_cast<bool>(file);
}

}  // namespace

int main(int count, char** words) {
    using namespace permap::bench;
    if (count != 2) {
        std::fprintf(stderr, "usage: write_jobs FOLDER\n");
        return 2;
    }
    const std::string folder = std::string(words[1]) + "/";
    const bool written = write(folder + "w1.json", three_queues_json()) &&
                         write(folder + "w2.json", hundred_steps_json({})) &&
                         write(folder + "w2_free.json", hundred_steps_json({.pools = false}));
    return written ? 0 : 1;
}
