#include "analysis/least_squares.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>

namespace permap {

namespace {

Eigen::MatrixXd matrix_of(const Columns& columns, const std::vector<std::size_t>& which) {
    const auto rows = static_cast<Eigen::Index>(columns.empty() ? 0 : columns.front().size());
    Eigen::MatrixXd matrix(rows, static_cast<Eigen::Index>(which.size()));
    for (std::size_t j = 0; j < which.size(); ++j) {
        for (Eigen::Index i = 0; i < rows; ++i)
            matrix(i, static_cast<Eigen::Index>(j)) = columns[which[j]][static_cast<std::size_t>(i)];
    }
    return matrix;
}

std::vector<std::size_t> all_of(const Columns& columns) {
    std::vector<std::size_t> which(columns.size());
    for (std::size_t j = 0; j < which.size(); ++j) which[j] = j;
    return which;
}

// The least of |r + J z|² + penalty |z|².
double least_loss(const Eigen::MatrixXd& moves, const Eigen::VectorXd& residuals, double penalty) {
    const Eigen::Index n = moves.cols();
    const Eigen::MatrixXd normal = moves.transpose() * moves + penalty * Eigen::MatrixXd::Identity(n, n);
    const Eigen::VectorXd gradient = moves.transpose() * residuals;
    return residuals.squaredNorm() - gradient.dot(normal.ldlt().solve(gradient));
}

}  // namespace

std::vector<std::size_t> numbers_to_move(const Columns& columns, const std::vector<double>& residuals, double penalty,
                                         std::size_t most, double least_gain) {
    const Eigen::Map<const Eigen::VectorXd> start(residuals.data(), static_cast<Eigen::Index>(residuals.size()));
    std::vector<std::size_t> chosen;
    double loss = start.squaredNorm();
    while (chosen.size() < most) {
        std::size_t best = columns.size();
        double best_loss = loss - least_gain;
        for (std::size_t j = 0; j < columns.size(); ++j) {
            if (std::find(chosen.begin(), chosen.end(), j) != chosen.end()) continue;
            std::vector<std::size_t> with = chosen;
            with.push_back(j);
            const double tried = least_loss(matrix_of(columns, with), start, penalty);
            if (tried >= best_loss) continue;
            best = j;
            best_loss = tried;
        }
        if (best == columns.size()) break;
        chosen.push_back(best);
        loss = best_loss;
    }
    return chosen;
}

std::vector<double> best_places(const Columns& columns, const std::vector<double>& residuals,
                                const std::vector<double>& weights, const std::vector<double>& now, double penalty) {
    std::vector<double> places = now, left = residuals;
    constexpr int rounds = 1000;  // one number at a time; each step is exact, so the loss never grows
    for (int round = 0; round < rounds; ++round) {
        double moved = 0;
        for (std::size_t j = 0; j < columns.size(); ++j) {
            double slope = penalty * places[j], bend = penalty;
            for (std::size_t i = 0; i < left.size(); ++i) {
                slope += weights[i] * columns[j][i] * left[i];
                bend += weights[i] * columns[j][i] * columns[j][i];
            }
            const double place = std::clamp(places[j] - slope / bend, -1.0, 1.0), by = place - places[j];
            places[j] = place;
            for (std::size_t i = 0; i < left.size(); ++i) left[i] += columns[j][i] * by;
            moved = std::max(moved, std::abs(by));
        }
        if (moved < 1e-9) break;
    }
    return places;
}

std::size_t independent_directions(const Columns& columns, double tolerance) {
    if (columns.empty() || columns.front().empty()) return 0;
    const Eigen::JacobiSVD<Eigen::MatrixXd> svd(matrix_of(columns, all_of(columns)));
    const auto& values = svd.singularValues();
    std::size_t count = 0;
    for (Eigen::Index i = 0; i < values.size(); ++i)
        count += values(i) > tolerance * values(0) && values(i) > 0 ? 1 : 0;
    return count;
}

std::vector<double> narrowing(const Columns& columns, double penalty) {
    if (columns.empty()) return {};
    const Eigen::MatrixXd moves = matrix_of(columns, all_of(columns));
    const Eigen::Index n = moves.cols();
    const Eigen::MatrixXd posterior = (moves.transpose() * moves + penalty * Eigen::MatrixXd::Identity(n, n))
                                          .ldlt()
                                          .solve(Eigen::MatrixXd::Identity(n, n));
    std::vector<double> shares;
    for (Eigen::Index j = 0; j < n; ++j)
        shares.push_back(std::max(0.0, 1 - std::sqrt(std::max(0.0, posterior(j, j) * penalty))));
    return shares;
}

}  // namespace permap
