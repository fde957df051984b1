#include "analysis/estimate.hpp"

namespace permap {

const char* to_string(IntervalMethod method) {
    switch (method) {
        case IntervalMethod::t_over_replications:
            return "t over replications";
        case IntervalMethod::bootstrap_over_families:
            return "bootstrap over families";
    }
    return "";
}

}  // namespace permap
