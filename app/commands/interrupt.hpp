// Ctrl-C, and being told to end: what was half-written is taken away, and a long run first says what it knows.
#pragma once

#include "experiment/experiment.hpp"

namespace permap {

// From here on SIGINT, SIGTERM and SIGHUP end the program as they always do, but leave no half-written file behind. A
// signal that whoever started the program had it ignore stays ignored.
void mind_interrupts();

// While it lives, the first Ctrl-C only asks to stop: `stop` turns true, and a line on stderr says what happens now.
// The second ends the program at once.
class StopOnInterrupt {
public:
    StopOnInterrupt();
    ~StopOnInterrupt();
    StopOnInterrupt(const StopOnInterrupt&) = delete;
    StopOnInterrupt& operator=(const StopOnInterrupt&) = delete;

    Stop stop() const;
};

}  // namespace permap
