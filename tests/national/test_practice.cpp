// What every step and stage of the national map says of itself: what it is there for, what rests on which law, who
// acts.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "national/shipped.hpp"

using namespace permap;

namespace {

bool has_word(const std::string& text, const std::vector<const char*>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return text.find(word) != std::string::npos; });
}

// What may be asked about with "what if it were not there?".
bool is_removable(const Step& step) {
    switch (step.kind) {
        case StepKind::activity:
        case StepKind::wait:
        case StepKind::decision:
        case StepKind::clock:
            return true;
        case StepKind::milestone:
            return !is_instant(step.duration);
        default:
            return false;
    }
}

bool takes_time(const Step& step) {
    return is_removable(step) && (step.kind == StepKind::clock || !is_instant(step.duration));
}

std::set<std::string> steps_in_stages(const Map& map) {
    std::set<std::string> steps;
    for (const Stage& stage : map.stages) steps.insert(stage.steps.begin(), stage.steps.end());
    return steps;
}

// Steps that take time and stand alone. Most are reached from several sides, so that no stage with one way in holds
// them; clocks run beside; the rest are one act that people know by its own name.
const std::set<std::string> alone = {
    // Reached from several sides.
    "ci_ird_review", "cp_interim_safety_plan", "ep_option_decision", "rcppm_hold", "rcppm_escalate", "rcppm_wait",
    "rcppm_first_wait", "rr_refer", "rr_decision", "rv_annual", "rv_required", "rv_request", "rv_newgrounds",
    "rv_arrange", "rv_defer", "laac_six_month_review", "laac_further_review", "legal_route_decision",
    "permanent_carer_confirmed", "adoption_petition_prepare", "undefended_proof", "judgment_wait",
    "return_home_transition", "po_review_wait", "disruption_meeting", "kinship_viability", "foster_placement",
    "residential_placement", "concurrent_placement", "secure_placement", "secure_review", "home_childs_plan",
    // Clocks.
    "home_cso_clock", "home_risk_clock", "home_two_year_clock", "laac_cso_clock", "s25_consent_clock",
    "placement_stability_clock", "s95_clock", "age16_clock", "age18_clock",
    // One act.
    "cp_notify", "cppm_record", "pb_wait_birth", "pb_review", "ep_cpo_notice", "ep_reporter_terminate",
    "ep_eighth_wait", "ep_eighth_wd_hearing", "rr_refer_la", "cso_notify", "cso_implement", "ap_window",
    "home_request_review_hearing", "laac_review_hearing_request", "laac_review_hearing_move", "introductions",
    "adm_decision", "kco_cso_review_request", "adoption_registered", "adoption_later_breakdown",
    "po_variation_application", "welfare_assessment", "continuing_care", "aftercare"};

// Read one by one: each serves one of these rights.
const std::map<std::string, std::vector<std::string>> rights = {
    {"to be heard by a hearing or a court",
     {"ep_cpo_decision",
      "ep_cpo_recall_hearing",
      "ep_cpo_recall_decision",
      "ep_second_wd_hearing",
      "ep_second_wd_decision",
      "ep_eighth_wd_hearing",
      "ep_cao_decision",
      "ep_eo_hearing",
      "php_decision",
      "php_hold",
      "gh_attendance",
      "gh_rearrange",
      "gh_put",
      "gh_not_accepted",
      "gh_not_understood",
      "pf_first",
      "pf_dispute",
      "pf_proof",
      "pf_decide",
      "ico_decision",
      "ico_hearing",
      "ico_sheriff",
      "ico_after_grounds",
      "sh_ready",
      "sh_hold",
      "sh_outcome",
      "sh_decision",
      "cso_place_decision",
      "rv_hold",
      "rv_outcome",
      "rv_defer",
      "tr_review_wait",
      "adv_hold",
      "adv_defer",
      "home_hearing_outcome",
      "laac_hearing_outcome",
      "move_hearing_outcome",
      "return_home_hearing_outcome",
      "kco_cso_outcome",
      "preliminary_hearing",
      "answers_lodged",
      "proof_hearing",
      "court_decision",
      "s95_responses",
      "adoption_opposed",
      "adoption_proof",
      "adoption_decision",
      "kco_opposed",
      "kco_hearings",
      "kco_decision",
      "po_variation_application",
      "po_amend_for_adoption",
      "po_revocation",
      "po_revocation_decision",
      "form_of_response"}},
    {"to say what they think, and to take part in the plan",
     {"ci_jii",
      "ci_jii_more",
      "ci_family_views",
      "cppm_hold",
      "cppm_decision",
      "rcppm_hold",
      "rcppm_decision",
      "pb_cppm",
      "pb_predischarge",
      "pb_review",
      "tr_cppm",
      "home_childs_plan",
      "home_review",
      "home_two_year_review",
      "laac_childs_plan",
      "family_time_plan",
      "sibling_assessment",
      "laac_first_review",
      "laac_second_review",
      "laac_six_month_review",
      "laac_further_review",
      "emergency_review",
      "emergency_review_outcome",
      "move_review",
      "secure_review",
      "plan_change_no_family",
      "return_home_plan",
      "child_views_report",
      "birth_family_views",
      "pre_application_review",
      "po_review_outcome",
      "pathway_planning",
      "leave_placement_decision"}},
    {"to be told",
     {"ep_cpo_notice", "cppm_prep", "cppm_record", "gh_arrange", "sh_arrange", "rv_arrange", "adv_arrange",
      "cso_notify", "notify_parents", "intimation", "kco_notice_period"}},
    {"to have it looked at again",
     {"ep_cpo_challenge_decision", "rv_request", "sec_not", "ap_window", "ap_appealed", "ap_lodge",
      "ap_urgent_decision", "ap_hear_3day", "ap_hear", "ap_decision", "ap_sac", "appeal_window", "appeal_choice",
      "sheriff_appeal_court", "inner_house"}},
    {"to have somebody independent speak for the child",
     {"sg_decision", "sg_report", "curator_report", "reporting_officer_report", "adoption_curator_report"}},
    {"to agree or not to agree",
     {"va_consent", "va_agree", "s25_consent_clock", "parent_certificate", "parental_agreement_decision"}}};

}  // namespace

TEST_CASE("every removable step says what it protects, what removing it takes, and which law or why none") {
    for (const Step& step : scotland().steps) {
        if (!is_removable(step)) continue;
        INFO(step.id);
        CHECK(!step.protects.empty());
        CHECK(!step.what_it_takes.empty());
        CHECK((!step.law.empty() || !step.note.empty()));
    }
}

TEST_CASE("a step that rests on statute names an Act, and one that rests on rules names them") {
    for (const Step& step : scotland().steps) {
        INFO(step.id << ": " << step.law);
        if (step.basis == Basis::statute) CHECK(has_word(step.law, {" Act"}));
        if (step.basis == Basis::rules) CHECK(has_word(step.law, {"Rules", "Regulations", "SSI"}));
        if (step.basis == Basis::guidance) CHECK(has_word(step.law, {"uidance", "PACE"}));
    }
}

TEST_CASE("what a law asks for is not removed by a local decision") {
    for (const Step& step : scotland().steps) {
        if (!is_removable(step) || step.basis != Basis::statute) continue;
        INFO(step.id << ": " << step.what_it_takes);
        CHECK(!has_word(step.what_it_takes, {"local decision", "decision of the council", "local rule"}));
    }
}

TEST_CASE("every stage says what it protects and what removing it takes") {
    CHECK(scotland().stages.size() == 67);
    for (const Stage& stage : scotland().stages) {
        INFO(stage.id);
        CHECK(!stage.name.empty());
        CHECK(!stage.protects.empty());
        CHECK(!stage.what_it_takes.empty());
    }
}

TEST_CASE("a step that takes time is part of a stage, or stands alone on purpose") {
    const std::set<std::string> staged = steps_in_stages(scotland());
    std::set<std::string> left;
    for (const Step& step : scotland().steps) {
        if (takes_time(step) && staged.count(step.id) == 0) left.insert(step.id);
    }
    CHECK(left == alone);
}

TEST_CASE("every step marked as a right was read and serves one that has a name") {
    std::set<std::string> reviewed, marked;
    for (const auto& [right, steps] : rights) reviewed.insert(steps.begin(), steps.end());
    for (const Step& step : scotland().steps) {
        if (step.rights) marked.insert(step.id);
    }
    CHECK(marked == reviewed);
}

TEST_CASE("whoever the law says acts") {
    const std::vector<std::pair<const char*, std::vector<const char*>>> actors = {
        {"court",
         {"ep_jp_decision", "ep_cpo_decision", "ep_cpo_removal_decision", "ep_cpo_recall_decision", "ep_cao_decision",
          "pf_first", "pf_decide", "ico_sheriff", "ap_hear", "court_decision", "adoption_decision", "kco_decision"}},
        {"hearing",
         {"ep_second_wd_decision", "php_hold", "gh_put", "ico_decision", "ico_hearing", "sg_decision", "sh_decision",
          "cso_place_decision", "rv_outcome", "adv_hold"}},
        {"reporter",
         {"rr_initial_decision", "rr_report_ok", "rr_decision", "rr_cpo_decision", "pf_apply", "rv_annual"}},
        {"la_review", {"cppm_decision", "rcppm_decision", "laac_first_review", "permanence_recommendation"}},
        {"la_social_work", {"cp_receive", "pb_birth_decision", "ep_option_decision", "s25_consent_withdrawn"}},
        {"la_cswo", {"sec_cswo_decision", "tr_urgent", "secure_review"}},
        {"la_adm", {"adm_decision", "match_adm_decision", "adopter_adm_decision"}},
        {"appeal_court", {"ap_sac", "sheriff_appeal_court", "inner_house"}},
        {"safeguarder", {"sg_report"}},
        {"curator", {"curator_report", "adoption_curator_report"}}};
    for (const auto& [lane, steps] : actors) {
        for (const char* id : steps) {
            INFO(id);
            CHECK(scotland().steps[index(step_of(scotland(), id))].lane == lane);
        }
    }
}
