#include <catch2/catch.hpp>

#include "formats/kind_words.hpp"
#include "formats/lifecycle.hpp"

using namespace permap;

TEST_CASE("transitions mean the same in tables as in event logs") {
    const auto kind_of = [](const char* word) { return kind_word(word)->kind; };
    for (const char* word : {"start", "complete", "schedule", "withdraw", "ate_abort", "PI_ABORT", "assign", "reassign",
                             "suspend", "resume", "autoskip", "manualskip", "unknown"}) {
        CAPTURE(word);
        REQUIRE(kind_word(word) != nullptr);
        switch (transition_of(word)) {
            case Transition::schedule:
                CHECK(kind_of(word) == RecordKind::ready);
                break;
            case Transition::start:
                CHECK(kind_of(word) == RecordKind::started);
                break;
            case Transition::complete:
                CHECK(kind_of(word) == RecordKind::completed);
                break;
            case Transition::cancel:
                CHECK(kind_of(word) == RecordKind::cancelled);
                break;
            case Transition::hand_over:  // `ready` only where it was not scheduled before, which a row cannot tell
            case Transition::other:
                CHECK_FALSE(kind_of(word));
        }
    }
}

TEST_CASE("kinds by their own names, and what was probably meant") {
    CHECK(kind_word("Decided")->kind == RecordKind::decided);
    CHECK(kind_word("clock_fired")->kind == RecordKind::clock_fired);
    CHECK(kind_word("withdrawn") == nullptr);
    CHECK(kind_word("") == nullptr);
    CHECK(hint_for_kind("complet") == "did you mean complete?");
    CHECK(hint_for_kind("xyz").substr(0, 10) == "it is none");
}
