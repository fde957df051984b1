#include "formats/kind_words.hpp"

#include <vector>

#include "vocabulary/suggestion.hpp"

namespace permap {

namespace {

const std::vector<KindWord>& words() {
    static const auto all = [] {
        std::vector<KindWord> known = {
            {"start", RecordKind::started},
            {"complete", RecordKind::completed},
            {"schedule", RecordKind::ready},
            {"withdraw", RecordKind::cancelled},
            {"ate_abort", RecordKind::cancelled},
            {"pi_abort", RecordKind::cancelled},
            {"begin", RecordKind::started},
            {"end", RecordKind::completed},
            {"finish", RecordKind::completed},
            {"assign", std::nullopt},
            {"reassign", std::nullopt},
            {"suspend", std::nullopt},
            {"resume", std::nullopt},
            {"autoskip", std::nullopt},
            {"manualskip", std::nullopt},
            {"unknown", std::nullopt},
        };
        for (auto kind = RecordKind::entered; kind != RecordKind::withdrawn;
             kind = static_cast<RecordKind>(static_cast<int>(kind) + 1))
            known.push_back({name_of(kind), kind});
        return known;
    }();
    return all;
}

bool is_word(std::string_view text, std::string_view small) {
    if (text.size() != small.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char letter = text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        if (letter != small[i]) return false;
    }
    return true;
}

}  // namespace

const KindWord* kind_word(std::string_view text) {
    for (const KindWord& known : words())
        if (is_word(text, known.word)) return &known;
    return nullptr;
}

std::string hint_for_kind(std::string_view text) {
    std::vector<std::string> known;
    for (const KindWord& word : words()) known.push_back(word.word);
    const std::string hint = meant(text, known);
    return hint.empty() ? "it is none of ready, started, completed, cancelled, happened … or a transition of XES"
                        : hint;
}

}  // namespace permap
