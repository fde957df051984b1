// National guidance on child protection, as it stood before and after 2 September 2021.
#include <catch2/catch.hpp>

#include "engine/run.hpp"
#include "national/shipped.hpp"

using namespace permap;

namespace {

const Step& step(const char* id) {
    return scotland().steps[index(step_of(scotland(), id))];
}

struct ChangedLimit {
    const char* step;
    double old_value;
    TimeUnit old_unit;
    double value;
    TimeUnit unit;
};

const ChangedLimit limits[] = {
    {"cppm_hold", 21, TimeUnit::calendar_days, 28, TimeUnit::calendar_days},
    {"pb_cppm", 21, TimeUnit::calendar_days, 28, TimeUnit::calendar_days},
    {"cg_first", 15, TimeUnit::calendar_days, 15, TimeUnit::working_days},
    {"tr_cppm", 21, TimeUnit::calendar_days, 21, TimeUnit::working_days},
    {"cppm_record", 15, TimeUnit::calendar_days, 10, TimeUnit::working_days},
};

}  // namespace

TEST_CASE("the guidance of 2021 changed five limits on the day it was published") {
    const Instant published = *parse_instant("2021-09-02");
    for (const ChangedLimit& limit : limits) {
        INFO(limit.step);
        const Timescale* before = timescale_at(step(limit.step), published - Minutes{1});
        const Timescale* after = timescale_at(step(limit.step), published);
        REQUIRE(before != nullptr);
        REQUIRE(after != nullptr);
        CHECK(before->value == limit.old_value);
        CHECK(before->unit == limit.old_unit);
        CHECK(before->from.source == "ng2014");
        CHECK(after->value == limit.value);
        CHECK(after->unit == limit.unit);
        CHECK(after->from.source != "ng2014");
        CHECK(before->from_step == after->from_step);
    }
}

TEST_CASE("until 2 September 2021 the first review came within three months, and since then within six") {
    const Arm arm = arm_with(scotland(), "");
    const Instant published = *parse_instant("2021-09-02");
    const StepIndex split = step_of(scotland(), "cpr_split"), first = step_of(scotland(), "rcppm_first_wait"),
                    wait = step_of(scotland(), "rcppm_wait");
    RunSettings settings;
    settings.key.seed = 1;
    settings.start = *parse_instant("2020-09-02");
    settings.years_of_arrivals = 2;
    settings.horizon_years = 3;
    int then = 0, now = 0, later_reviews = 0;
    run(arm.model, settings, [&](const Child&, std::span<const Event> events) {
        for (const Event& event : events) {
            if (event.kind != EventKind::ready || (event.step != first && event.step != wait)) continue;
            const bool from_registration =
                events[events[event.cause].cause].step == split || events[event.cause].step == split;
            if (event.step == first) {
                CHECK(event.at < published);
                ++then;
            } else if (from_registration) {
                CHECK(event.at >= published);
                ++now;
            } else {
                later_reviews += event.at < published ? 1 : 0;
            }
        }
    });
    CHECK(then > 1000);
    CHECK(now > 1000);
    CHECK(later_reviews > 0);  // six-monthly after the first, then too

    CHECK(step("rcppm_first_wait").timescales.front().value == 3);
    CHECK(step("rcppm_first_wait").timescales.front().unit == TimeUnit::months);
    CHECK(step("rcppm_wait").timescales.front().value == 6);
    CHECK(step("rcppm_wait").timescales.front().unit == TimeUnit::months);
}
