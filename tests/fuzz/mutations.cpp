// Stands in for the fuzzer where there is none: every file that is kept, then mutations of them, the same ones each
// time.
//   fuzz_NAME MUTATIONS FOLDER…
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

std::uint64_t state = 1;

std::size_t below(std::size_t bound) {  // SplitMix64
    std::uint64_t z = state += 0x9e3779b97f4a7c15U;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9U;
    z = (z ^ z >> 27) * 0x94d049bb133111ebU;
    return bound == 0 ? 0 : static_cast<std::size_t>((z ^ z >> 31) % bound);
}

std::vector<std::string> files_in(const std::vector<fs::path>& folders) {
    std::vector<fs::path> paths;
    for (const fs::path& folder : folders) {
        if (!fs::exists(folder)) continue;
        for (const fs::directory_entry& file : fs::directory_iterator(folder)) paths.push_back(file.path());
    }
    std::sort(paths.begin(), paths.end());
    std::vector<std::string> files;
    for (const fs::path& path : paths) {
        std::ifstream file(path, std::ios::binary);
        files.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return files;
}

void mutate(std::string& text, const std::vector<std::string>& files) {
    static const std::vector<std::string> pieces{"\"",
                                                 ",",
                                                 ";",
                                                 "\n",
                                                 "\r\n",
                                                 "<",
                                                 ">",
                                                 "</",
                                                 "{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 "null",
                                                 "-1",
                                                 "0",
                                                 "1e999",
                                                 "99999999999999999999",
                                                 std::string(1, '\0'),
                                                 "\xff\xfe",
                                                 "\xef\xbb\xbf",
                                                 "2024-02-30",
                                                 "03/04/2020",
                                                 "<!DOCTYPE a [<!ENTITY b \"c\">]>",
                                                 "../",
                                                 "=1+1"};
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
        case 0:
            if (!text.empty()) text[below(text.size())] ^= static_cast<char>(1U << below(8));
            break;
        case 1:
            text.insert(at, pieces[below(pieces.size())]);
            break;
        case 2:
            text.erase(at, below(32));
            break;
        case 3:
            text.insert(at, text.substr(below(text.size() + 1), below(64)));
            break;
        case 4:
            text.resize(at);
            break;
        case 5: {
            const std::string& other = files[below(files.size())];
            text = text.substr(0, at) + other.substr(below(other.size() + 1));
            break;
        }
    }
}

void try_it(const std::string& text) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

}  // namespace

int main(int count, char** words) {
    const std::vector<std::string> files = files_in({words + std::min(count, 2), words + count});
    if (files.empty()) {
        std::fprintf(stderr, "no files to begin with\n");
        return 1;
    }
    for (const std::string& file : files) try_it(file);
    for (long i = std::atol(words[1]); i > 0; --i) {
        std::string text = files[below(files.size())];
        for (std::size_t times = below(6); times < 6; ++times) mutate(text, files);
        try_it(text);
    }
    return 0;
}
