// Aalen–Johansen: what share has got to each of several competing ends by a time, with some only followed so far.
// (Aalen and Johansen 1978, "An empirical transition matrix for non-homogeneous Markov chains based on censored
// observations".)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "vocabulary/time.hpp"

namespace permap {

inline constexpr std::int32_t followed_only = -1;  // censored

// One child (or count): after this time it came to this end, from 0, or was followed no longer.
struct Observed {
    Minutes time{0};
    std::int32_t end = followed_only;
    std::uint32_t child = 0;  // whose weight it takes
};

// By time. In one minute, whoever is only followed counts as still there when the others reach their end.
void sort_observed(std::vector<Observed>& observed);

class CumulativeIncidence {
public:
    // `observed` sorted. `weights` by child; empty: all 1.
    CumulativeIncidence(std::span<const Observed> observed, std::size_t ends, std::span<const double> weights);

    // Share that came to this end by then; nothing where follow-up does not reach so far.
    std::optional<double> share(std::size_t end, Minutes by) const;
    // Ends 0 … count − 1 together.
    std::optional<double> share_of_first(std::size_t count, Minutes by) const;
    // First time by which `level` has come to one of the first `count` ends; nothing where that is not reached.
    std::optional<Minutes> time_of_share(double level, std::size_t count) const;
    bool has_anyone() const { return has_anyone_; }

private:
    struct Jump {
        Minutes time;
        std::size_t first;  // into shares_: all ends at this time
    };
    const double* shares_at(Minutes by) const;

    std::size_t ends_;
    std::vector<Jump> jumps_;
    std::vector<double> shares_;  // cumulative, `ends_` for each jump
    Minutes known_until_{0};      // nothing is known after it
    bool known_for_ever_ = false;
    bool has_anyone_ = false;
};

}  // namespace permap
