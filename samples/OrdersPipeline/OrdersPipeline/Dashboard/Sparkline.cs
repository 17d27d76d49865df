using System.Globalization;

namespace OrdersPipeline.Dashboard;

/// <summary>Draws a series of numbers as a small SVG line with a mark at its last point.</summary>
static class Sparkline
{
    const double Width = 200;
    const double Height = 36;
    const double Margin = 4;

    internal static string ToSvg(IReadOnlyList<double> course)
    {
        if (course.Count < 2) { return ""; }
        var low = course.Min();
        var range = Math.Max(course.Max() - low, double.Epsilon);
        var points = course.Select((value, index) => (
            X: index * Width / (course.Count - 1),
            Y: Height - Margin - ((value - low) / range * (Height - (2 * Margin))))).ToList();
        var line = string.Join(' ', points.Select(point => Point(point.X, point.Y)));
        var area = $"{Point(points[0].X, Height)} {line} {Point(points[^1].X, Height)}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg class=\"sparkline\" viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
            + $"<polygon points=\"{area}\"/><polyline points=\"{line}\"/></svg>");
    }

    static string Point(double x, double y) => string.Create(CultureInfo.InvariantCulture, $"{x:0.##},{y:0.##}");
}
