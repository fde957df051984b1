#include <string>
#include <vector>

#include "commands/command.hpp"

int main(int count, char** words) {
    return permap::run_program(std::vector<std::string>(words + 1, words + count));
}
