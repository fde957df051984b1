#include "store/import_seal.hpp"

#include "store/bytes.hpp"

namespace permap {

void ImportSeal::add(std::uint32_t child, std::string_view pseudonym, std::string_view records) {
    std::string bytes = "child";
    put(bytes, child);
    put_text(bytes, pseudonym);
    put(bytes, static_cast<std::uint64_t>(records.size()));
    hash_.update(bytes);
    hash_.update(records);
}

void ImportSeal::add(const Relation& relation) {
    std::string bytes = "relation";
    for (const std::string* text :
         {&relation.from_type, &relation.from, &relation.to_type, &relation.to, &relation.qualifier})
        put_text(bytes, *text);
    hash_.update(bytes);
}

std::string ImportSeal::finish(const Import& import, const std::vector<std::string>& step_names, std::size_t steps,
                               const std::vector<std::string>& words, std::size_t words_there,
                               std::string_view before) {
    std::string bytes = "permap import 2:";
    put(bytes, static_cast<std::uint32_t>(import.known_since.time_since_epoch().count()));
    put(bytes, static_cast<std::uint32_t>(import.followed_until.time_since_epoch().count()));
    for (const std::string* text : {&import.format, &import.source_digest, &import.mapping_json, &import.program})
        put_text(bytes, *text);
    for (const std::int64_t number : {import.rows, import.records, import.withdrawn, import.rejected})
        put(bytes, static_cast<std::uint64_t>(number));
    put(bytes, static_cast<std::uint64_t>(steps));
    for (std::size_t i = 0; i < steps; ++i) put_text(bytes, step_names[i]);
    put(bytes, static_cast<std::uint64_t>(words_there));
    for (std::size_t i = 0; i < words_there; ++i) put_text(bytes, words[i]);
    put_text(bytes, before);
    hash_.update(bytes);
    return to_hex(hash_.finish());
}

}  // namespace permap
