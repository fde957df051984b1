// Stand-ins while these edits are built.
#include "scenario/edit_state.hpp"

namespace permap {

namespace {
void refuse(EditState& state, const Edit& edit) {
    state.error(edit, "edit", "this edit is not supported yet");
}
}  // namespace

void make(EditState& state, const Edit& edit, const SetCalendar&) {
    refuse(state, edit);
}
void make(EditState& state, const Edit& edit, const SetPriority&) {
    refuse(state, edit);
}
void make(EditState& state, const Edit& edit, const SetArrivals&) {
    refuse(state, edit);
}

}  // namespace permap
