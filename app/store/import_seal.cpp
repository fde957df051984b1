#include "store/import_seal.hpp"

#include <array>

#include "store/bytes.hpp"

namespace permap {

void ImportSeal::begin_child(std::uint32_t child, std::string_view pseudonym) {
    std::string bytes = "child";
    put(bytes, child);
    put_text(bytes, pseudonym);
    hash_.update(bytes);
}

void ImportSeal::add(const Record& record) {
    std::array<char, 48> bytes{};
    std::size_t size = 0;
    const auto put_number = [&](auto number) {
        for (std::size_t i = 0; i < sizeof number; ++i)
            bytes[size++] = static_cast<char>(static_cast<std::uint64_t>(number) >> (8 * i) & 0xff);
    };
    put_number(static_cast<std::uint32_t>(record.at.time_since_epoch().count()));
    put_number(record.milliseconds);
    put_number(static_cast<std::uint16_t>(record.utc_offset_minutes));
    put_number(static_cast<std::uint8_t>(record.kind));
    put_number(static_cast<std::uint8_t>(record.precision));
    put_number(record.name);
    put_number(record.value);
    put_number(record.visit);
    put_number(record.cause);
    put_number(record.detail);
    put_number(record.line);
    put_number(record.withdraws);
    hash_.update(std::string_view(bytes.data(), size));
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
    std::string bytes = "permap import 1:";
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
