#include "report/how_it_ended.hpp"

#include <cstdio>

#include "report/tables.hpp"

namespace permap {

namespace {

// Three significant digits, as 2% and 0.125% are both asked for.
std::string half_width(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "±%.3g%%", 100 * share);
    return text;
}

std::string precision_sentence(const ResultHeader& header, const PrecisionReached& precision) {
    const bool is_compared = header.command == "compare";
    std::string text = "Precision: the days not yet permanent";
    text += is_compared ? " of every arm, less the baseline's, were to be known to " + half_width(precision.asked) +
                              " of the baseline's days"
                        : " were to be known to " + half_width(precision.asked) + " of their mean";
    text += " (half the 95 % interval of chance). ";
    const std::string done = with_separators(header.replications) + " replications";
    if (precision.is_tight) {
        text += "Reached: " + half_width(*precision.reached) + " after " + done;
        text += header.replications < precision.at_most
                    ? "; stopped early, as up to " + with_separators(precision.at_most) + " were allowed."
                    : ", as many as were allowed.";
        return text;
    }
    text += header.stopped ? "Not reached yet after " : "Not reached in the ";
    text += done + (header.stopped ? "" : " that were allowed (--replications)");
    return text + (precision.reached ? ": " + half_width(*precision.reached) + "." : ".");
}

}  // namespace

std::vector<std::string> how_it_ended(const ResultHeader& header) {
    std::vector<std::string> sentences;
    if (header.stopped) {
        sentences.push_back("Stopped by you after " + with_separators(header.stopped->replications) + " of " +
                            (header.precision ? "at most " : "") + with_separators(header.stopped->of) +
                            " replications: everything here rests on the first " +
                            with_separators(header.stopped->replications) + ".");
    }
    if (header.precision) sentences.push_back(precision_sentence(header, *header.precision));
    return sentences;
}

}  // namespace permap
