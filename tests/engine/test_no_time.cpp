// However long a chain of steps that take no time is, walking it needs no more stack than a short one: a browser has
// little (engine/journey.cpp, completes_at_once).
#include <catch2/catch.hpp>

#include <pthread.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>

#include "engine/run.hpp"
#include "model/model.hpp"
#include "semantics/drawn_map.hpp"

using namespace permap;

namespace {

// 10,000 events that are walked one inside another do not fit: this was seen to fail while they were.
#ifdef PERMAP_SANITIZE
constexpr std::size_t little_stack = 160 * 1024;
#else
constexpr std::size_t little_stack = 96 * 1024;
#endif

void with_little_stack(std::function<void()> work) {
    pthread_attr_t attributes;
    REQUIRE(pthread_attr_init(&attributes) == 0);
    REQUIRE(pthread_attr_setstacksize(&attributes, little_stack) == 0);
    pthread_t thread;
    const auto start = [](void* given) -> void* {
        (*static_cast<std::function<void()>*>(given))();
        return nullptr;
    };
    REQUIRE(pthread_create(&thread, &attributes, start, &work) == 0);
    REQUIRE(pthread_join(thread, nullptr) == 0);
    pthread_attr_destroy(&attributes);
}

// What stops the run; nothing if nobody goes round for ever.
std::optional<std::string> stopped_by(const char* text) {
    const DrawnMap drawn = draw_map(text);
    const Result<Model> model = compile(drawn.map);
    REQUIRE(model);
    std::optional<std::string> said;
    with_little_stack([&] {
        try {
            run(*model, drawn.settings, [](const Child&, std::span<const Event>) {});
        } catch (const MapError& error) {
            said = error.what;
        }
    });
    return said;
}

const std::string too_many = "more than 10,000 events of one child in one minute, at 2026-01-05 00:00";

}  // namespace

TEST_CASE("a child who goes round in no time is told of, whichever way round") {
    CHECK(stopped_by(R"(
        enter ann 2026-01-05 -> again
        again decision -> home 0 ; again 1
        home outcome
    )") == too_many);
    CHECK(stopped_by(R"(
        enter ann 2026-01-05 -> one
        one -> two
        two takes 0 minutes -> three
        three split -> aside ; back
        aside -> stays
        stays takes 3 days -> home
        back milestone -> one
        home outcome
    )") == too_many);
    CHECK(stopped_by(R"(
        pool worker 3
        enter ann 2026-01-05 -> one
        one uses worker -> two
        two until step one -> one
    )") == too_many);
}
