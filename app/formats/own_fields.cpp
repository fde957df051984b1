#include "formats/own_fields.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace permap {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view OwnFields::*>, 9> own_names = {
    {{"kind", &OwnFields::kind},
     {"event", &OwnFields::event},
     {"cause", &OwnFields::cause},
     {"detail", &OwnFields::detail},
     {"way", &OwnFields::way},
     {"attribute", &OwnFields::attribute},
     {"value", &OwnFields::value},
     {"visit", &OwnFields::visit},
     {"precision", &OwnFields::precision}}};

// `withdrawn` is what we know of files, not what a file says.
std::optional<RecordKind> kind_named(std::string_view name) {
    for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(RecordKind::withdrawn); ++i)
        if (name == name_of(static_cast<RecordKind>(i))) return static_cast<RecordKind>(i);
    return std::nullopt;
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

FieldFault fault(const char* name, std::string_view value, const char* rule) {
    return {std::string(own_prefix) + name, std::string(value), rule};
}

std::optional<FieldFault> apply_numbers(const OwnFields& fields, SourceEvent& event) {
    constexpr std::int64_t most = 0xfffffffe;
    if (!fields.event.empty()) {
        const auto number = whole_number(fields.event);
        if (!number || *number < 1 || *number > most) return fault("event", "", "is a number from 1");
        event.event_number = static_cast<std::uint32_t>(*number);
        event.visit = {};
    }
    if (!fields.cause.empty()) {
        const auto number = whole_number(fields.cause);
        if (!number || *number < 0 || *number > most) return fault("cause", "", "is a number from 0");
        if (event.event_number != 0 && *number + 1 >= std::int64_t{event.event_number})
            return fault("cause", fields.cause, "comes before what it causes");
        event.cause = static_cast<Ordinal>(*number);
    }
    if (!fields.detail.empty()) {
        const auto number = whole_number(fields.detail);
        if (!number || *number < INT32_MIN || *number > std::int64_t{UINT32_MAX})
            return fault("detail", "", "is a number of 32 bits");
        event.detail = static_cast<std::uint32_t>(*number);
    }
    return std::nullopt;
}

}  // namespace

bool take_own_field(OwnFields& fields, std::string_view name, std::string_view value) {
    if (name.substr(0, own_prefix.size()) != own_prefix) return false;
    name.remove_prefix(own_prefix.size());
    for (const auto& [own, field] : own_names) {
        if (own != name) continue;
        fields.*field = value;
        return true;
    }
    return false;
}

std::optional<FieldFault> apply_own_fields(const OwnFields& fields, SourceEvent& event) {
    const auto kind = kind_named(fields.kind);
    if (!kind) return fault("kind", "", "is a kind of record: entered, ready, started, completed …");
    event.kind = *kind;
    event.visit = fields.visit;
    event.value = {};
    event.time.precision = fields.precision == "day" ? TimePrecision::day : TimePrecision::minute;
    if (event.time.precision == TimePrecision::day) {
        event.time.at = midnight(date_of(event.time.at));
        event.time.milliseconds = 0;
    }
    if (*kind == RecordKind::attribute_set) {
        if (fields.attribute.empty()) return fault("attribute", "", "is missing: an attribute that is set has a name");
        event.name = fields.attribute;
        event.value = fields.value;
    } else if (*kind == RecordKind::decided) {
        if (fields.way.empty()) return fault("way", "", "is missing: a decision takes a way");
        event.value = fields.way;
    }
    return apply_numbers(fields, event);
}

}  // namespace permap
