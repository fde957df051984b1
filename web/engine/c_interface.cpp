#include "engine/c_interface.hpp"

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

#include "engine/answer.hpp"

namespace {

using Answer = std::string (*)(std::string_view);

char* reply_to(const char* request, Answer answer) noexcept {
    try {
        const std::string text = answer(request);
        char* const reply = static_cast<char*>(std::malloc(text.size() + 1));
        if (reply != nullptr) std::memcpy(reply, text.c_str(), text.size() + 1);
        return reply;
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

}  // namespace

const char* permap_version() {
    return "permap " PERMAP_VERSION;
}

char* permap_fingerprint(const char* request) {
    return reply_to(request, permap::fingerprint_answer);
}

char* permap_simulate(const char* request) {
    return reply_to(request, permap::simulation_answer);
}

void permap_free(char* reply) {
    std::free(reply);
}
