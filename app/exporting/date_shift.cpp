#include "exporting/date_shift.hpp"

namespace permap {

std::chrono::weeks date_shift(const PseudonymKey& key, std::string_view who) {
    std::string message = "date shift";
    message += '\0';
    message += who;
    const std::string_view secret(reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size());
    const Digest digest = hmac_sha256(secret, message);
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < 8; ++i) number = number << 8 | digest[i];
    constexpr std::uint64_t choices = 2 * most_shifted.count() + 1;
    return std::chrono::weeks{static_cast<std::int64_t>(number % choices)} - most_shifted;
}

void shift_all_dates(ExportedLog& log, const PseudonymKey& key) {
    for (std::size_t i = 0; i < log.children.size(); ++i) {
        ExportedChild& child = log.children[i];
        shift_dates(log.streams[i], child,
                    date_shift(key, child.sibling_group.empty() ? child.id : child.sibling_group));
    }
}

}  // namespace permap
