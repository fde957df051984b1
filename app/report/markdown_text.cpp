#include "report/markdown_text.hpp"

namespace permap {

std::string plain_markdown(std::string_view text) {
    std::string markdown;
    for (const char letter : text) {
        if (std::string_view("\\`*_[]|").find(letter) != std::string_view::npos) markdown += '\\';
        if (letter == '<')
            markdown += "&lt;";
        else if (letter == '>')
            markdown += "&gt;";
        else if (letter == '&')
            markdown += "&amp;";
        else
            markdown += static_cast<unsigned char>(letter) < 0x20U ? ' ' : letter;
    }
    return markdown;
}

std::string markdown_sentence(std::string_view text) {
    std::string sentence = plain_markdown(text);
    if (!text.empty() && std::string_view(".!?").find(text.back()) == std::string_view::npos) sentence += '.';
    return sentence;
}

}  // namespace permap
