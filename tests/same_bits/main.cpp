// Says what `permap fingerprint MAP --children 300 --seed 7` says, from core and sim alone, so that it is quickly built
// three ways.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <vector>

#include "engine/run.hpp"
#include "map/map_codec.hpp"
#include "map/optional_resources.hpp"
#include "model/model.hpp"

namespace {

permap::MapFile read(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    return {path.string(), text.str()};
}

}  // namespace

int main(int count, char** words) {
    if (count != 2) return 2;
    const std::filesystem::path path = words[1];
    const bool is_folder = std::filesystem::is_directory(path);
    std::filesystem::path manifest = is_folder ? path / "map.json" : path;
    std::vector<permap::MapFile> files{read(manifest)}, overlays;
    while (const auto base = permap::base_named_by(files.front())) {
        overlays.insert(overlays.begin(), files.front());
        manifest = manifest.parent_path() / *base;
        if (std::filesystem::is_directory(manifest)) manifest /= "map.json";
        files = {read(manifest)};
    }
    for (const std::string& name : permap::files_named_by(permap::MapFile(files.front())))
        files.push_back(read(manifest.parent_path() / name));
    const permap::Result<permap::Map> as_written = permap::map_from_json(files, overlays);
    if (!as_written) return 2;
    const permap::Map map = permap::with_resources(*as_written, false);
    const permap::Result<permap::Model> model = permap::compile(map);
    if (!model) return 2;
    permap::RunSettings settings;
    settings.key.seed = 7;
    settings.start = map.start;
    settings.children = 300;
    permap::Fingerprint events;
    permap::run(*model, settings,
                [&](const permap::Child& child, std::span<const permap::Event> stream) { events.add(child, stream); });
    std::cout << "map " << permap::map_digest(map) << "\nmodel " << permap::model_digest(*model) << "\nevents "
              << permap::to_string(events) << "\n";
}
