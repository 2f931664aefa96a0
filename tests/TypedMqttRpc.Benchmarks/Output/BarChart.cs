using System.Globalization;
using System.Text;
using TypedMqttRpc.Benchmarks.Measuring;

namespace TypedMqttRpc.Benchmarks.Output;

/// <summary>Bars of calls/s for each broker and QoS, as SVG. The scale is logarithmic, since the sides differ by orders of magnitude.</summary>
internal static class BarChart
{
    private const int PanelWidth = 460;
    private const int LabelWidth = 80;
    private const int BarsWidth = 270;
    private const int RowHeight = 22;
    private const int HeadHeight = 34;
    private const int Columns = 2;
    private const double FirstPower = 3;
    private const double LastPower = 7;

    private const string Style = "text{font:12px sans-serif;fill:#333}.head{font-weight:bold}.grid{stroke:#ddd}.bar{fill:#9aa5b1}.typed{fill:#2f6fde}.range{stroke:#333}";

    public static string Draw(IReadOnlyList<CellLine> cells)
    {
        IGrouping<(string Broker, int Qos), CellLine>[] panels = [.. cells.GroupBy(static cell => (cell.Broker, cell.Qos))
            .OrderBy(static panel => panel.Key.Broker, StringComparer.Ordinal).ThenBy(static panel => panel.Key.Qos)];
        int panelHeight = HeadHeight + ((panels.Max(static panel => panel.Count()) + 1) * RowHeight);
        int rows = (panels.Length + Columns - 1) / Columns;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{PanelWidth * Columns}\" height=\"{panelHeight * rows}\"><style>{Style}</style><rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int i = 0; i < panels.Length; i++)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"translate({i % Columns * PanelWidth},{i / Columns * panelHeight})\">\n");
            DrawPanel(svg, $"{panels[i].Key.Broker}, QoS {panels[i].Key.Qos}: calls/s, {Goals.Rounds.Busy} in flight", [.. panels[i]]);
            svg.Append("</g>\n");
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawPanel(StringBuilder svg, string title, IReadOnlyList<CellLine> cells)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"head\" x=\"10\" y=\"20\">{title}</text>\n");
        int bottom = HeadHeight + (cells.Count * RowHeight);
        for (double power = FirstPower; power <= LastPower; power++)
        {
            double value = Math.Pow(10, power);
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{X(value):F1}\" x2=\"{X(value):F1}\" y1=\"{HeadHeight - 4}\" y2=\"{bottom}\"/><text x=\"{X(value):F1}\" y=\"{bottom + 14}\" text-anchor=\"middle\">{Name(value)}</text>\n");
        }

        for (int i = 0; i < cells.Count; i++)
        {
            Spread calls = Spread.Of(cells[i].CallsPerSecond);
            int top = HeadHeight + (i * RowHeight);
            string kind = cells[i].Side.StartsWith("typed", StringComparison.Ordinal) ? "typed" : "bar";
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{LabelWidth - 6}\" y=\"{top + 13}\" text-anchor=\"end\">{cells[i].Side}</text>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{LabelWidth}\" y=\"{top + 1}\" width=\"{X(calls.Median) - LabelWidth:F1}\" height=\"{RowHeight - 6}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"range\" x1=\"{X(calls.Min):F1}\" x2=\"{X(calls.Max):F1}\" y1=\"{top + 9}\" y2=\"{top + 9}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(calls.Max) + 6:F1}\" y=\"{top + 13}\">{calls.Median:#,0}</text>\n");
        }
    }

    private static double X(double value) =>
        LabelWidth + (Math.Clamp((Math.Log10(Math.Max(1, value)) - FirstPower) / (LastPower - FirstPower), 0, 1) * BarsWidth);

    private static string Name(double value) => value >= 1e6 ? $"{value / 1e6:0} M" : $"{value / 1e3:0} k";
}
