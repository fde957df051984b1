#include "map/condition.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <utility>

namespace permap {

namespace {

constexpr int deepest = 64;  // a person writes no deeper; bounds the recursion

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-';
}

bool is_whole_number(std::string_view word) {
    if (!word.empty() && word.front() == '-') word.remove_prefix(1);
    return !word.empty() && word.size() <= 6 &&
           std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string between(std::string_view before, std::string_view text, std::string_view after) {
    std::string whole(before);
    whole += text;
    whole += after;
    return whole;
}

std::string quoted(std::string_view text) {
    return between("\"", text, "\"");
}

struct ComparisonSign {
    std::string_view text;
    Comparison comparison;
};
// Longer signs first: "<=" is not "<".
constexpr ComparisonSign signs[] = {{"!=", Comparison::not_equal}, {"<=", Comparison::at_most},
                                    {">=", Comparison::at_least},  {"=", Comparison::equal},
                                    {"<", Comparison::less},       {">", Comparison::more}};

bool is_keyword(std::string_view word) {
    return word == "and" || word == "or" || word == "not" || word == "if" || word == "always";
}

// Reads one text from left to right and stops at the first fault.
class Parser {
public:
    explicit Parser(std::string_view text) : text_(text) {}

    Result<Condition> condition() {
        Condition condition = any(0);
        if (!failed_) expect_end();
        if (failed_) return problem_;
        return condition;
    }

    Result<Assignment> assignment() {
        Assignment assignment;
        assignment.attribute = word();
        if (assignment.attribute.empty() || is_keyword(assignment.attribute)) {
            at_ = before_word_;
            fail("expected the name of an attribute", "write \"attribute = value\" or \"counter + 1\"");
        } else if (take("=")) {
            const std::size_t before = at_;
            assignment.value = word();
            if (assignment.value.empty()) {
                at_ = before;
                fail("expected a value after =", "one word of letters, digits, _ and -");
            }
        } else if (take("+")) {
            const std::size_t before = at_;
            const std::string number = word();
            if (is_whole_number(number)) assignment.add = std::atoi(number.c_str());
            if (assignment.add < 1 || assignment.add > 255) {
                at_ = before;
                fail("expected a whole number from 1 to 255 after +", "");
            }
        } else {
            fail("expected = or + after " + quoted(assignment.attribute),
                 "write \"attribute = value\" or \"counter + 1\"");
        }
        if (!failed_ && take_word("if")) assignment.when = any(0);
        if (!failed_) expect_end();
        if (failed_) return problem_;
        return assignment;
    }

private:
    Condition any(int depth) { return list(depth, "or", Condition::Kind::any, &Parser::all); }
    Condition all(int depth) { return list(depth, "and", Condition::Kind::all, &Parser::single); }

    Condition list(int depth, std::string_view separator, Condition::Kind kind, Condition (Parser::*part)(int)) {
        Condition first = (this->*part)(depth);
        if (failed_ || !take_word(separator)) return first;
        Condition whole;
        whole.kind = kind;
        whole.parts.push_back(std::move(first));
        do {
            whole.parts.push_back((this->*part)(depth));
        } while (!failed_ && take_word(separator));
        return whole;
    }

    Condition single(int depth) {
        if (depth >= deepest) {
            fail("brackets more than " + std::to_string(deepest) + " deep", "");
            return {};
        }
        if (take_word("not")) {
            Condition negation;
            negation.kind = Condition::Kind::none;
            negation.parts.push_back(single(depth + 1));
            return negation;
        }
        if (take("(")) {
            Condition inside = any(depth + 1);
            if (!failed_ && !take(")")) fail("expected )", "");
            return inside;
        }
        if (take_word("always")) return {};
        return compare();
    }

    Condition compare() {
        Condition comparison;
        comparison.kind = Condition::Kind::compare;
        comparison.subject = subject();
        if (failed_) return comparison;
        const auto sign = std::find_if(std::begin(signs), std::end(signs),
                                       [this](const ComparisonSign& candidate) { return take(candidate.text); });
        if (sign == std::end(signs)) {
            fail("expected =, !=, <, <=, > or >= after " + quoted(comparison.subject),
                 "write for example \"" + comparison.subject + " = yes\"");
            return comparison;
        }
        comparison.comparison = sign->comparison;
        values_of(comparison);
        return comparison;
    }

    std::string subject() {
        std::string name = word();
        if (name.empty() || is_keyword(name)) {
            at_ = before_word_;
            fail("expected an attribute, age or visits(STEP)", "");
            return name;
        }
        if (name != "visits") {
            if (peek('(')) fail("only visits(STEP) takes brackets, not " + quoted(name), "");
            return name;
        }
        if (!take("(")) {
            fail("expected ( after visits", "write visits(STEP)");
            return name;
        }
        const std::string step = word();
        if (step.empty()) {
            fail("expected a step between the brackets of visits( )", "");
        } else if (!take(")")) {
            fail("expected ) after visits(" + step, "");
        }
        return "visits(" + step + ")";
    }

    void values_of(Condition& comparison) {
        const bool orders =
            comparison.comparison != Comparison::equal && comparison.comparison != Comparison::not_equal;
        const bool counts = comparison.subject == "age" || !visited_step(comparison.subject).empty();
        do {
            skip_space();
            const std::size_t before = at_;
            std::string value = word();
            if (value.empty()) {
                fail("expected a value", "one word of letters, digits, _ and -");
            } else if ((orders || counts) && !is_whole_number(value)) {
                at_ = before;
                fail("expected a whole number, found " + quoted(value),
                     orders ? "<, <=, > and >= compare numbers; use = or != for values" : "");
            }
            if (failed_) return;
            comparison.values.push_back(std::move(value));
        } while (take("|"));
        if (orders && comparison.values.size() > 1) fail("only = and != take several values with |", "");
    }

    void skip_space() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    }

    bool peek(char c) {
        skip_space();
        return at_ < text_.size() && text_[at_] == c;
    }

    bool take(std::string_view sign) {
        skip_space();
        if (text_.substr(at_, sign.size()) != sign) return false;
        at_ += sign.size();
        return true;
    }

    std::string word() {
        skip_space();
        before_word_ = at_;
        while (at_ < text_.size() && is_word_character(text_[at_])) ++at_;
        return std::string(text_.substr(before_word_, at_ - before_word_));
    }

    bool take_word(std::string_view wanted) {
        const std::size_t before = at_;
        if (word() == wanted) return true;
        at_ = before;
        return false;
    }

    void expect_end() {
        skip_space();
        if (at_ == text_.size()) return;
        fail("unexpected " + quoted(text_.substr(at_)), "conditions are joined by and, or; several values by |");
    }

    // The first fault stays: what follows it is guesswork.
    void fail(std::string what, std::string hint) {
        if (failed_) return;
        failed_ = true;
        skip_space();
        const std::string place =
            text_.empty() ? "the text is empty" : "at character " + std::to_string(at_ + 1) + " of " + quoted(text_);
        problem_ = {std::string(text_), place + ": " + std::move(what), std::move(hint)};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t before_word_ = 0;
    bool failed_ = false;
    Problem problem_;
};

std::string_view text_of(Comparison comparison) {
    for (const ComparisonSign& sign : signs) {
        if (sign.comparison == comparison) return sign.text;
    }
    return "=";
}

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string text;
    for (const std::string& word : words) {
        if (!text.empty()) text += separator;
        text += word;
    }
    return text;
}

// Brackets around every compound part: nobody has to know that `and` binds closer than `or`.
std::string part_to_string(const Condition& part) {
    const bool compound = part.kind == Condition::Kind::all || part.kind == Condition::Kind::any;
    return compound ? between("(", to_string(part), ")") : to_string(part);
}

}  // namespace

Result<Condition> parse_condition(std::string_view text) {
    return Parser(text).condition();
}

Result<Assignment> parse_assignment(std::string_view text) {
    return Parser(text).assignment();
}

std::string to_string(const Condition& condition) {
    switch (condition.kind) {
        case Condition::Kind::always:
            return "always";
        case Condition::Kind::compare:
            return condition.subject + " " + std::string(text_of(condition.comparison)) + " " +
                   joined(condition.values, "|");
        case Condition::Kind::none:
            PERMAP_ASSERT(condition.parts.size() == 1);
            return between("not (", to_string(condition.parts.front()), ")");
        case Condition::Kind::all:
        case Condition::Kind::any:
            break;
    }
    std::vector<std::string> parts;
    for (const Condition& part : condition.parts) parts.push_back(part_to_string(part));
    return joined(parts, condition.kind == Condition::Kind::all ? " and " : " or ");
}

std::string to_string(const Assignment& assignment) {
    std::string text = assignment.attribute;
    text += assignment.add != 0 ? " + " + std::to_string(assignment.add) : " = " + assignment.value;
    if (assignment.when.kind != Condition::Kind::always) text += " if " + to_string(assignment.when);
    return text;
}

Condition both(Condition left, Condition right) {
    if (left.kind == Condition::Kind::always) return right;
    if (right.kind == Condition::Kind::always) return left;
    Condition whole;
    whole.kind = Condition::Kind::all;
    for (Condition* side : {&left, &right}) {
        if (side->kind == Condition::Kind::all) {
            std::move(side->parts.begin(), side->parts.end(), std::back_inserter(whole.parts));
        } else {
            whole.parts.push_back(std::move(*side));
        }
    }
    return whole;
}

std::string_view visited_step(std::string_view subject) {
    constexpr std::string_view opening = "visits(";
    if (subject.substr(0, opening.size()) != opening || subject.back() != ')') return {};
    return subject.substr(opening.size(), subject.size() - opening.size() - 1);
}

}  // namespace permap
