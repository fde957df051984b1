// Ten points about child protection and hearings that are often stated wrongly, each held to the shipped map.
#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

#include "engine/run.hpp"
#include "national/shipped.hpp"

using namespace permap;

namespace {

const Step& step(const char* id) {
    return scotland().steps[index(step_of(scotland(), id))];
}

// As the law stands on the map's first day.
const Timescale& limit_of(const char* id) {
    const Timescale* limit = timescale_at(step(id), scotland().start);
    INFO(id);
    REQUIRE(limit != nullptr);
    return *limit;
}

bool names(const std::string& text, const char* words) {
    return text.find(words) != std::string::npos;
}

std::set<std::string> targets_of(const Step& step) {
    std::set<std::string> all;
    for (const Way& way : step.ways) all.insert(way.to);
    return all;
}

std::set<std::string> steps_that_lead_to(const char* id) {
    std::set<std::string> all;
    for (const Step& one : scotland().steps) {
        if (targets_of(one).count(id) > 0) all.insert(one.id);
    }
    return all;
}

void walk(std::uint32_t children, const StreamSink& sink) {
    static const Arm arm = arm_with(scotland(), "");
    RunSettings settings;
    settings.key.seed = 1;
    settings.start = scotland().start;
    settings.children = children;
    run(arm.model, settings, sink);
}

}  // namespace

TEST_CASE("1 the first core group meets within 15 working days, and it was 15 calendar days") {
    const Timescale& now = limit_of("cg_first");
    CHECK(now.value == 15);
    CHECK(now.unit == TimeUnit::working_days);
    CHECK(now.from_step.empty());  // counted from the planning meeting, where it becomes due
    CHECK(targets_of(step("cpr_split")).count("cg_first") == 1);
    const Timescale* then = timescale_at(step("cg_first"), *parse_instant("2015-01-01"));
    REQUIRE(then != nullptr);
    CHECK(then->value == 15);
    CHECK(then->unit == TimeUnit::calendar_days);
}

TEST_CASE("2 the first planning meeting is held within 28 calendar days of the day the concern came in") {
    for (const char* id : {"cppm_hold", "pb_cppm"}) {
        const Timescale& now = limit_of(id);
        CHECK(now.value == 28);
        CHECK(now.unit == TimeUnit::calendar_days);
        CHECK(now.from_step == "cp_receive");
        CHECK(now.from_ready);
        CHECK(timescale_at(step(id), *parse_instant("2015-01-01"))->value == 21);
    }
}

TEST_CASE("3 a transfer meeting is held within 21 working days, and it was 21 calendar days") {
    CHECK(limit_of("tr_cppm").value == 21);
    CHECK(limit_of("tr_cppm").unit == TimeUnit::working_days);
    CHECK(limit_of("tr_cppm").from_step == "tr_notify");
    CHECK(timescale_at(step("tr_cppm"), *parse_instant("2015-01-01"))->unit == TimeUnit::calendar_days);
}

TEST_CASE("4 reviews come within six months, and within three after a meeting before birth") {
    CHECK(limit_of("rcppm_wait").value == 6);
    CHECK(limit_of("rcppm_wait").unit == TimeUnit::months);
    CHECK(limit_of("pb_review").value == 3);
    CHECK(limit_of("pb_review").unit == TimeUnit::months);
    CHECK(limit_of("pb_review").from_step.empty());
    CHECK(targets_of(step("pb_register")).count("pb_review") == 1);
}

TEST_CASE("5 the 28 days are for the first calling of a proof, and no law limits how long the proof takes") {
    CHECK(limit_of("pf_first").value == 28);
    CHECK(limit_of("pf_first").unit == TimeUnit::calendar_days);
    CHECK(limit_of("pf_first").from_step.empty());  // from lodging: it becomes ready when the application is lodged
    CHECK(steps_that_lead_to("pf_first") == std::set<std::string>{"pf_apply"});
    for (const Step& one : scotland().steps) {
        if (one.process != "proof" || one.id == "pf_apply" || one.id == "pf_first") continue;
        INFO(one.id);
        CHECK(one.timescales.empty());
    }
    int beyond = 0;
    walk(4000, [&](const Child&, std::span<const Event> events) {
        const StepIndex first = step_of(scotland(), "pf_first"), end = step_of(scotland(), "pf_decide");
        Instant lodged{};
        for (const Event& event : events) {
            if (event.kind == EventKind::ready && event.step == first) lodged = event.at;
            if (event.kind == EventKind::completed && event.step == end) beyond += event.at - lodged > 60 * one_day;
        }
    });
    CHECK(beyond > 10);
}

TEST_CASE("6 hearings make three interim orders of 22 days while a proof is pending; nothing else has a cap") {
    for (const Step& one : scotland().steps) {
        if (one.process != "interim_orders") continue;
        INFO(one.id);
        for (const Timescale& limit : one.timescales) {
            CHECK(limit.value == 22);
            CHECK(limit.unit == TimeUnit::calendar_days);
            CHECK(limit.inclusive);
        }
    }
    const StepIndex made = step_of(scotland(), "ico_made"), hearing = step_of(scotland(), "ico_hearing"),
                    sheriff = step_of(scotland(), "ico_sheriff");
    const AttributeIndex grounds = attribute_of(scotland(), "grounds");
    const std::uint8_t pending = value_of(scotland(), "grounds", "proof"),
                       settled = value_of(scotland(), "grounds", "established");
    int most_by_hearings = 0, most_by_sheriffs = 0, settled_beyond_cap = 0;
    walk(20'000, [&](const Child&, std::span<const Event> events) {
        std::uint8_t now = 0;
        int by_hearings = 0, by_sheriffs = 0;
        Instant first{};
        for (const Event& event : events) {
            if (event.kind == EventKind::attribute_set && attribute_of(event.detail) == grounds) {
                now = value_of(event.detail);
            }
            if (event.kind == EventKind::ready && event.step == made) {
                by_hearings = 1;
                by_sheriffs = 0;
                first = event.at;
            }
            if (event.kind != EventKind::decided) continue;
            const std::string& to = scotland().steps[index(event.step)].ways[event.detail].to;
            if (event.step == hearing && to == "ico_wait") {
                ++by_hearings;
                if (now == pending) most_by_hearings = std::max(most_by_hearings, by_hearings);
                if (now == settled) settled_beyond_cap += event.at - first > 66 * one_day;
            }
            if (event.step == sheriff && to == "ico_sheriff_wait") {
                most_by_sheriffs = std::max(most_by_sheriffs, ++by_sheriffs);
            }
        }
    });
    CHECK(most_by_hearings == 3);
    CHECK(most_by_sheriffs > 3);
    CHECK(settled_beyond_cap > 0);

    // A child already on an order has interim variations, with no cap either, and no interim order.
    const Step& defer = step("rv_defer");
    CHECK(defer.timescales.empty());
    CHECK(targets_of(defer) == std::set<std::string>{"rv_arrange"});
    for (const char* id : {"ico_decision", "ico_after_grounds"}) {
        for (const Way& way : step(id).ways) {
            if (way.to != "ico_made" || names(to_string(way.when), "legal_basis = cpo")) continue;
            CHECK(names(to_string(way.when), "cso_in_force = no"));
        }
    }
}

TEST_CASE("7 appeals against a hearing go to the sheriff, then to the Sheriff Appeal Court or the Court of Session") {
    CHECK(step("ap_hear").lane == "court");
    CHECK(step("ap_hear_3day").lane == "court");
    CHECK(targets_of(step("ap_decision")) == std::set<std::string>{"ap_confirm", "ap_remit", "ap_sac"});
    CHECK(step("ap_sac").lane == "appeal_court");
    for (const Lane& lane : scotland().lanes) CHECK(!names(lane.id + lane.name + lane.role, "ribunal"));
    for (const Step& one : scotland().steps) {
        INFO(one.id);
        CHECK(!names(one.name + one.law + one.protects + one.what_it_takes + one.note, "Upper Tribunal"));
    }
}

TEST_CASE("8 help for children in need is section 22; inquiring and telling the Reporter are sections 60 and 61") {
    CHECK(names(step("cp_wellbeing_support").law, "1995 Act s.22"));
    CHECK(names(step("cp_receive").law, "2011 Act s.60"));
    CHECK(names(step("ci_sw_assessment").law, "2011 Act s.60"));
    CHECK(names(step("cppm_reporter_decision").law, "2011 Act s.60"));
    CHECK(names(step("rr_refer").law, "2011 Act ss.60 to 64"));
    CHECK(names(step("ci_police_enquiry").law, "2011 Act s.61"));
    for (const Step& one : scotland().steps) {
        if (one.process != "referral") continue;
        INFO(one.id);
        CHECK(!names(one.law, "s.22"));
    }
}

TEST_CASE("9 only a review takes a name off the register; a transfer meeting cannot") {
    CHECK(steps_that_lead_to("cpr_deregister") == std::set<std::string>{"rcppm_decision"});
    CHECK(steps_that_lead_to("rcppm_decision") == std::set<std::string>{"rcppm_hold", "pb_review"});
    CHECK(targets_of(step("tr_cppm")) == std::set<std::string>{"cg_first"});
    // Beside that only what ends child protection altogether: a lasting home, leaving care, the eighteenth birthday.
    const std::set<std::string> over = {
        "cpr_deregister",           "po_settled", "kco_granted", "adoption_order_granted",
        "leave_placement_decision", "reached_18"};
    std::set<std::string> taken_off;
    for (const Step& one : scotland().steps) {
        for (const Assignment& set : one.sets) {
            if (set.attribute == "registered" && set.value == "no") taken_off.insert(one.id);
        }
    }
    CHECK(taken_off == over);
}

TEST_CASE("10 no protection order and no referral before a child is born") {
    std::set<StepIndex> only_after_birth;
    for (std::size_t i = 0; i < scotland().steps.size(); ++i) {
        const std::string& process = scotland().steps[i].process;
        for (const char* later : {"emergency", "referral", "grounds_hearing", "proof", "interim_orders", "order"}) {
            if (process == later) only_after_birth.insert(static_cast<StepIndex>(i));
        }
    }
    int unborn = 0, not_registered = 0;
    std::string fault;
    walk(20'000, [&](const Child& child, std::span<const Event> events) {
        const Instant birth = midnight(child.birth_date);
        if (child.entered >= birth) return;
        ++unborn;
        for (const Event& event : events) {
            if (event.at >= birth) break;
            if (event.step == no_step) continue;
            const Step& where = scotland().steps[index(event.step)];
            if (where.id == "cppm_no_register_next" && event.kind == EventKind::ready) ++not_registered;
            if (only_after_birth.count(event.step) > 0) fault = where.id;
        }
    });
    CHECK(fault.empty());
    CHECK(unborn > 500);
    CHECK(not_registered > 20);  // where a referral might have been made
}
