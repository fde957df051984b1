#include "recording/record_sorter.hpp"

#include <algorithm>

namespace permap {

namespace {

// Reads a run back, some thousand entries at a time.
template <class Entry>
class RunReader {
public:
    explicit RunReader(std::FILE* file) : file_(file) { std::rewind(file_); }

    const Entry* peek() {
        if (at_ == buffer_.size()) fill();
        return at_ < buffer_.size() ? &buffer_[at_] : nullptr;
    }
    void step_on() { ++at_; }

private:
    void fill() {
        buffer_.resize(4096);
        buffer_.resize(std::fread(buffer_.data(), sizeof(Entry), buffer_.size(), file_));
        at_ = 0;
    }

    std::FILE* file_;
    std::vector<Entry> buffer_;
    std::size_t at_ = 0;
};

}  // namespace

void RecordSorter::add(std::uint32_t child, const Record& record) {
    if (entries_.size() >= most_) spill();
    entries_.push_back({child, record});
}

void RecordSorter::sort_run() {
    const auto by_child = [](const Entry& left, const Entry& right) { return left.child < right.child; };
    if (!std::is_sorted(entries_.begin(), entries_.end(), by_child))
        std::stable_sort(entries_.begin(), entries_.end(), by_child);
}

void RecordSorter::spill() {
    sort_run();
    Run run(std::tmpfile());
    if (!run || std::fwrite(entries_.data(), sizeof(Entry), entries_.size(), run.get()) != entries_.size() ||
        std::fflush(run.get()) != 0) {
        failed_ = true;
    } else {
        runs_.push_back(std::move(run));
    }
    entries_.clear();
}

Problems RecordSorter::take_all(const Take& take) {
    if (!runs_.empty()) spill();
    if (failed_) return {{"temporary files", "there is no room to sort the records", "free some space in $TMPDIR"}};
    std::vector<Record> records;
    if (runs_.empty()) {
        sort_run();
        for (std::size_t from = 0; from < entries_.size();) {
            const std::uint32_t child = entries_[from].child;
            records.clear();
            for (; from < entries_.size() && entries_[from].child == child; ++from)
                records.push_back(entries_[from].record);
            take(child, records);
        }
        entries_.clear();
        return {};
    }
    std::vector<RunReader<Entry>> readers;
    for (const Run& run : runs_) readers.emplace_back(run.get());
    for (;;) {
        const Entry* first = nullptr;
        for (RunReader<Entry>& reader : readers) {
            const Entry* entry = reader.peek();
            if (entry != nullptr && (first == nullptr || entry->child < first->child)) first = entry;
        }
        if (first == nullptr) return {};
        const std::uint32_t child = first->child;
        records.clear();
        for (RunReader<Entry>& reader : readers) {
            for (const Entry* entry = reader.peek(); entry != nullptr && entry->child == child; entry = reader.peek()) {
                records.push_back(entry->record);
                reader.step_on();
            }
        }
        take(child, records);
    }
}

}  // namespace permap
