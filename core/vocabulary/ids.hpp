// Dense indices of one compiled model. Names (strings) live in files, indices in memory.
#pragma once

#include <cstddef>
#include <cstdint>

namespace permap {

enum class StepIndex : std::uint16_t {};
enum class AttributeIndex : std::uint16_t {};
enum class RegionIndex : std::uint16_t {};
enum class ResourceIndex : std::uint16_t {};
enum class CalendarIndex : std::uint16_t {};

inline constexpr StepIndex no_step{0xffff};

constexpr std::size_t index(StepIndex id) {
    return static_cast<std::size_t>(id);
}
constexpr std::size_t index(AttributeIndex id) {
    return static_cast<std::size_t>(id);
}
constexpr std::size_t index(RegionIndex id) {
    return static_cast<std::size_t>(id);
}
constexpr std::size_t index(ResourceIndex id) {
    return static_cast<std::size_t>(id);
}
constexpr std::size_t index(CalendarIndex id) {
    return static_cast<std::size_t>(id);
}

}  // namespace permap
