#include "engine/recorded_meetings.hpp"

#include "engine/meeting_record.hpp"
#include "engine/together.hpp"

namespace permap {

RecordedMeetings::RecordedMeetings(const Model& model, const RunSettings& settings, const std::vector<bool>& marked,
                                   const FamilySink& sink)
    : settings_(settings), marked_(marked), record_(std::make_unique<MeetingRecord>()) {
    Together together(model, settings, marked, *record_);
    together.walk([&](const Child& child, std::span<const Event> events) {
        const std::uint32_t family = together.at_hand();
        if (child.sibling == 0) record_->first_told[family] = static_cast<std::uint32_t>(record_->told.size());
        record_->told.push_back({child, record_->events.size(), events.size()});
        record_->events.insert(record_->events.end(), events.begin(), events.end());
    });
    for (std::uint32_t family = 0; family < record_->arrivals.size(); ++family) {
        for (std::uint32_t i = 0; i < record_->arrivals[family].counted; ++i)
            sink(family, record_->told[record_->first_told[family] + i].child, record_->events_of(family, i));
    }
}

RecordedMeetings::~RecordedMeetings() = default;

std::span<const Arrival> RecordedMeetings::families() const {
    return record_->arrivals;
}

RecordedMeetings::Walked RecordedMeetings::walk_again(const Model& changed_model, std::span<const StepIndex> changed,
                                                      const FamilySink& sink) const {
    for (const StepIndex step : changed) PERMAP_ASSERT(marked_[index(step)]);
    Together together(changed_model, settings_, changed, *record_);
    together.walk([&](const Child& child, std::span<const Event> events) { sink(together.at_hand(), child, events); });
    return together.walked();
}

}  // namespace permap
