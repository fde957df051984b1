#include "vocabulary/suggestion.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace permap {

namespace {

char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

// Optimal string alignment distance: insert, delete, replace, or swap two neighbours.
std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> before_last(right.size() + 1), last(right.size() + 1), row(right.size() + 1);
    for (std::size_t j = 0; j <= right.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= left.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const bool same = lower(left[i - 1]) == lower(right[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && lower(left[i - 1]) == lower(right[j - 2]) &&
                                 lower(left[i - 2]) == lower(right[j - 1]);
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = last;
        last = row;
    }
    return last[right.size()];
}

}  // namespace

std::string nearest(std::string_view wrong, std::span<const std::string> known) {
    std::string best;
    std::size_t best_distance = 0;
    for (const std::string& word : known) {
        const std::size_t longer = std::max(wrong.size(), word.size()), shorter = std::min(wrong.size(), word.size());
        const std::size_t allowed = std::max<std::size_t>(1, longer / 3);
        if (word.empty() || longer - shorter > allowed) continue;  // the lengths alone settle it
        const std::size_t distance = edit_distance(wrong, word);
        if (distance > allowed || distance >= longer) continue;
        if (best.empty() || distance < best_distance) {
            best = word;
            best_distance = distance;
        }
    }
    return best;
}

std::string meant(std::string_view wrong, std::span<const std::string> known) {
    const std::string word = nearest(wrong, known);
    return word.empty() ? std::string() : "did you mean " + word + "?";
}

std::string quoted(std::string_view text) {
    std::string marked = "\"";
    marked += text;
    marked += '"';
    return marked;
}

std::string quoted(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + quoted(text);
    return all;
}

}  // namespace permap
