#include "formats/lifecycle.hpp"

#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace permap {

Transition transition_of(std::string_view word) {
    static constexpr std::array<std::pair<std::string_view, Transition>, 9> transitions = {
        {{"", Transition::complete},
         {"complete", Transition::complete},
         {"start", Transition::start},
         {"schedule", Transition::schedule},
         {"assign", Transition::hand_over},
         {"reassign", Transition::hand_over},
         {"withdraw", Transition::cancel},
         {"ate_abort", Transition::cancel},
         {"pi_abort", Transition::cancel}}};
    std::string small(word);
    for (char& letter : small) letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    for (const auto& [name, transition] : transitions)
        if (small == name) return transition;
    return Transition::other;
}

}  // namespace permap
