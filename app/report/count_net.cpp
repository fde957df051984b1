#include "report/count_net.hpp"

namespace permap {

void hide_numbers(Json& object) {
    for (auto& [key, value] : object.items()) {
        if (value.is_number() || value.is_array() || value.is_object()) value = nullptr;
    }
}

void CountNet::add(std::uint32_t from, std::uint32_t to, std::int64_t count, const std::vector<CountPlace>& places,
                   bool is_total) {
    lines_.push_back({from, to, count, !places.empty(), is_total});
    places_.push_back(places);
}

void CountNet::hide(std::int64_t below) const {
    const std::vector<bool> hidden = hidden_counts(lines_, below);
    for (std::size_t i = 0; i < hidden.size(); ++i) {
        if (!hidden[i]) continue;
        for (const CountPlace& place : places_[i]) {
            if (place.hides_all)
                hide_numbers(*place.object);
            else if (place.object->contains(place.key))
                (*place.object)[place.key] = nullptr;
        }
    }
}

}  // namespace permap
