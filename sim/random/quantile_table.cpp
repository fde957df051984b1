#include "random/quantile_table.hpp"

#include <algorithm>
#include <cmath>

#include "random/law.hpp"
#include "vocabulary/result.hpp"

namespace permap {

namespace {

constexpr double two_32 = 4294967296.0;
constexpr double largest_value = 1073741824.0;  // 2^30

// The quantile function of words, cut and scaled.
struct WordQuantile {
    const Law& law;
    double unit, at_least, at_most;

    double operator()(std::uint32_t word) const {
        const double p = (word + 0.5) / two_32, q = (two_32 - word - 0.5) / two_32;  // both exact
        return cut(quantile_of(law, p, q));
    }
    double middle() const { return cut(quantile_of(law, 0.5, 0.5)); }
    double cut(double value) const {
        return std::clamp(std::clamp(value, at_least, at_most) * unit, -largest_value, largest_value);
    }
};

// First word whose quantile is at or above (with `past`: above) `value`; 2^32 if none is.
std::uint64_t first_word_at(const WordQuantile& quantile, double value, bool past) {
    std::uint64_t low = 0, high = std::uint64_t{1} << 32;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        const double at = quantile(static_cast<std::uint32_t>(middle));
        if (past ? at > value : at >= value) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return low;
}

// Words on both sides of every jump and bend.
std::vector<std::uint32_t> words_beside_edges(const Law& law, const WordQuantile& quantile) {
    std::vector<double> edges = edges_of(law);
    for (const double cut : {quantile.at_least, quantile.at_most}) {
        if (std::isfinite(cut)) edges.push_back(cut);
    }
    for (double& edge : edges) edge = quantile.cut(edge);
    std::sort(edges.begin(), edges.end());
    edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
    std::vector<std::uint32_t> words;
    for (const double edge : edges) {
        for (const bool past : {false, true}) {
            const std::uint64_t word = first_word_at(quantile, edge, past);
            if (word > 0 && word >> 32 == 0) {
                words.push_back(static_cast<std::uint32_t>(word - 1));
                words.push_back(static_cast<std::uint32_t>(word));
            }
        }
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

// Knots of one half, in words from its end: 0 … 15 one by one, then 16 an octave.
std::uint32_t words_from_end(std::uint32_t cell) {
    return cell < 16 ? cell : (16 + cell % 16) << (cell / 16 - 1);
}

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

// Half-up.
std::int32_t rounded(double value) {
    const auto towards_zero = static_cast<std::int32_t>(value + 0.5);
    return towards_zero > value + 0.5 ? towards_zero - 1 : towards_zero;
}

// One straight line between two words, the value at `right_word` included.
struct Line {
    std::int64_t left_word, right_word;
    std::int32_t left, right;
};

// The cell of a word. `halves`: knots of both halves, one behind the other.
Line cell_of(std::uint32_t word, const std::int32_t* halves, std::uint32_t knots_a_half) {
    const bool in_upper = word >> 31 != 0;
    const std::uint32_t v = in_upper ? ~word : word;
    const int cell_bits = v < 16 ? 0 : 27 - std::countl_zero(v);
    const std::uint32_t cell = 16 * static_cast<std::uint32_t>(cell_bits) + (v >> cell_bits);
    const std::int64_t start = v >> cell_bits << cell_bits, width = std::int64_t{1} << cell_bits;
    const std::int32_t* const knots = halves + (in_upper ? knots_a_half : 0);
    constexpr std::int64_t last_word = 0xffffffff;
    if (in_upper) return {last_word - start - width, last_word - start, knots[cell + 1], knots[cell]};
    return {start, start + width, knots[cell], knots[cell + 1]};
}

}  // namespace

QuantileTable quantile_table(const Law& law, double unit, double at_least, double at_most) {
    PERMAP_ASSERT(unit > 0 && at_least <= at_most);
    const WordQuantile quantile{law, unit, at_least, at_most};
    QuantileTable table;
    if (quantile(0) == quantile(0xffffffffU)) {
        table.knots_ = {rounded(quantile(0))};
        return table;
    }

    constexpr std::uint32_t cells = QuantileTable::cells_a_half;
    std::vector<double> lower(cells + 1), upper(cells + 1);
    for (std::uint32_t cell = 0; cell < cells; ++cell) {
        lower[cell] = quantile(words_from_end(cell));
        upper[cell] = quantile(~words_from_end(cell));
    }
    lower[cells] = upper[cells] = quantile.middle();
    // The functions are monotone but for their last bits; the table must be so altogether.
    for (std::uint32_t cell = 1; cell <= cells; ++cell) lower[cell] = std::max(lower[cell], lower[cell - 1]);
    upper[cells] = lower[cells];
    for (std::uint32_t cell = cells; cell-- > 0;) upper[cell] = std::max(upper[cell], upper[cell + 1]);

    // As many fraction bits as keep the largest knot within 2^30.
    const double widest = std::max(std::max(lower[0], -lower[0]), std::max(upper[0], -upper[0]));
    double scale = 1;
    while (table.fraction_bits_ < 16 && widest * scale * 2 <= largest_value) {
        scale *= 2;
        ++table.fraction_bits_;
    }
    table.knots_.clear();
    for (const double value : lower) table.knots_.push_back(rounded(value * scale));
    for (const double value : upper) table.knots_.push_back(rounded(value * scale));
    table.knots_.push_back(table.fraction_bits_);
    for (const std::uint32_t word : words_beside_edges(law, quantile)) {
        const Line cell = cell_of(word, table.knots_.data(), cells + 1);
        table.knots_.push_back(static_cast<std::int32_t>(word));
        table.knots_.push_back(std::clamp(rounded(quantile(word) * scale), cell.left, cell.right));
    }
    return table;
}

std::int32_t QuantileTable::at_between_extras(std::uint32_t word) const {
    Line line = cell_of(word, knots_.data(), cells_a_half + 1);

    // The nearest extra knots inside the cell, by binary search over (word, value) pairs.
    std::size_t low = 0, high = (knots_.size() - extras) / 2;
    const auto extra_word = [&](std::size_t i) { return static_cast<std::uint32_t>(knots_[extras + 2 * i]); };
    const std::size_t count = high;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (extra_word(middle) < word) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low < count && extra_word(low) <= line.right_word) {
        line.right_word = extra_word(low);
        line.right = knots_[extras + 2 * low + 1];
        if (line.right_word == word) line.left_word = word - std::int64_t{1};  // the knot itself
    }
    if (low > 0 && extra_word(low - 1) > line.left_word) {
        line.left_word = extra_word(low - 1);
        line.left = knots_[extras + 2 * (low - 1) + 1];
    }
    const std::int64_t span = line.right_word - line.left_word;
    const std::int64_t value = line.left * span + (std::int64_t{line.right} - line.left) * (word - line.left_word);
    const std::int64_t unit = span << fraction_bits_;
    return static_cast<std::int32_t>(floor_div(2 * value + unit, 2 * unit));
}

double QuantileTable::mean() const {
    if (knots_.size() == 1) return knots_[0];
    // Every word by its line: the words of a line are an arithmetic sequence. Rounding of single values is left out.
    struct Knot {
        std::int64_t word;
        double value;
    };
    std::vector<Knot> knots;
    for (std::uint32_t cell = 0; cell <= cells_a_half; ++cell)
        knots.push_back({words_from_end(cell), static_cast<double>(knots_[cell])});
    for (std::uint32_t cell = 0; cell < cells_a_half; ++cell)
        knots.push_back({0xffffffff - std::int64_t{words_from_end(cell)}, static_cast<double>(knots_[upper + cell])});
    for (std::size_t i = extras; i + 1 < knots_.size(); i += 2)
        knots.push_back({static_cast<std::uint32_t>(knots_[i]), static_cast<double>(knots_[i + 1])});
    std::stable_sort(knots.begin(), knots.end(), [](const Knot& a, const Knot& b) { return a.word < b.word; });
    double sum = knots.back().value;
    for (std::size_t i = 0; i + 1 < knots.size(); ++i) {
        const double words = static_cast<double>(knots[i + 1].word - knots[i].word);
        if (words > 0) sum += words * knots[i].value + (knots[i + 1].value - knots[i].value) * (words - 1) / 2;
    }
    return sum / two_32 / static_cast<double>(std::int64_t{1} << fraction_bits_);
}

std::uint64_t probability_threshold(double probability) {
    PERMAP_ASSERT(probability == probability);
    return static_cast<std::uint64_t>(std::clamp(probability, 0.0, 1.0) * two_32 + 0.5);
}

std::vector<std::uint64_t> choice_thresholds(std::span<const double> weights) {
    double total = 0;
    for (const double weight : weights) {
        PERMAP_ASSERT(weight >= 0);
        total += weight;
    }
    PERMAP_ASSERT(total > 0);
    std::vector<std::uint64_t> thresholds;
    // Added up in the same order, the sum of all is the total to the last bit: the last threshold is 2^32.
    double sum = 0;
    for (const double weight : weights) {
        sum += weight;
        thresholds.push_back(probability_threshold(sum / total));
    }
    return thresholds;
}

}  // namespace permap
