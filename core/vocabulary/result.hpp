// What came from outside may be wrong: a Result holds a value, or every problem found, never both.
// What only a bug can cause is an assertion that stays on (PERMAP_ASSERT).
#pragma once

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace permap {

// One fault in something a person wrote: where (file and JSON pointer), what, and what was probably meant.
struct Problem {
    std::string where;
    std::string what;
    std::string hint;  // may be empty

    bool operator==(const Problem&) const = default;
};

using Problems = std::vector<Problem>;

// "WHERE: WHAT (HINT)"
std::string to_string(const Problem& problem);

template <class T>
class Result {
public:
    Result(T value) : value_(std::move(value)) {}
    Result(Problems problems) : problems_(std::move(problems)) {}
    Result(Problem problem) : problems_{std::move(problem)} {}

    explicit operator bool() const { return value_.has_value(); }
    const T& operator*() const& { return *value_; }
    T& operator*() & { return *value_; }
    T&& operator*() && { return *std::move(value_); }
    const T* operator->() const { return &*value_; }
    T* operator->() { return &*value_; }
    const Problems& problems() const { return problems_; }

private:
    std::optional<T> value_;
    Problems problems_;
};

[[noreturn]] inline void assertion_failed(const char* what, const char* file, int line) {
    std::fprintf(stderr, "permap: a fault in the program, please report it: %s (%s:%d)\n", what, file, line);
    std::abort();
}

}  // namespace permap

#define PERMAP_ASSERT(condition) \
    ((condition) ? static_cast<void>(0) : ::permap::assertion_failed(#condition, __FILE__, __LINE__))
