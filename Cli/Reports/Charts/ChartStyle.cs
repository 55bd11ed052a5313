namespace ProbBnn.Cli.Reports;

/// <summary>The style sheet of charts, and the font sizes that layouts reckon with. It holds no external reference.</summary>
public static class ChartStyle
{
    /// <summary>The size of tick labels, labels and subtitles, in pixels.</summary>
    public const double TextSize = 12;

    /// <summary>The size of titles, in pixels.</summary>
    public const double TitleSize = 13.5;

    /// <summary>From the middle of a line of text down to its base line, in pixels.</summary>
    public const double HalfCap = 4;

    /// <summary>The inks on light pages and the strength of bands, as custom properties.</summary>
    public const string LightInks = """
        --paper:#ffffff;--ink:#1b2126;--muted:#59646e;--rule:#b9c0c6;--grid:#e6e9ec;--wash:#f4f6f8;
        --model:#0a5f9e;--contrast:#c4500c;--source:#1f7d5d;--extra:#8a4f9e;--outer:.16;--inner:.26;
        """;

    /// <summary>The inks on dark pages and the strength of bands, as custom properties.</summary>
    public const string DarkInks = """
        --paper:#14181c;--ink:#e9ecef;--muted:#a3adb7;--rule:#4b555e;--grid:#293037;--wash:#1d2329;
        --model:#62b1ec;--contrast:#f2935a;--source:#55c59e;--extra:#c491d6;--outer:.24;--inner:.34;
        """;

    /// <summary>The rules for the parts of a chart; they use the inks.</summary>
    public const string Rules = """
        svg.chart{display:block;width:100%;height:auto;overflow:visible;
          font-family:"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;font-size:12px}
        svg.chart text{fill:var(--muted);font-variant-numeric:tabular-nums}
        svg.chart .chart-title{fill:var(--ink);font-size:13.5px;font-weight:700}
        svg.chart .label{fill:var(--ink);paint-order:stroke;stroke:var(--paper);stroke-width:3px;stroke-linejoin:round}
        svg.chart .end{text-anchor:end} svg.chart .middle{text-anchor:middle} svg.chart .strong{font-weight:700}
        .grid-line{stroke:var(--grid);stroke-width:1} .base-line,.axis-tick{stroke:var(--rule);stroke-width:1}
        .bar-tick{stroke:#ffffff;stroke-width:1;opacity:.8}
        .curve{fill:none;stroke-width:1.9;stroke-linejoin:round;stroke-linecap:round}
        .curve.dashed{stroke-width:1.3;stroke-dasharray:4 3;stroke-linecap:butt}
        .curve.hair{stroke-width:.9;opacity:.5}
        .rule{stroke-width:1.1;stroke-dasharray:2 2.5}
        .outer{fill-opacity:var(--outer)} .inner{fill-opacity:var(--inner)} .bar{fill-opacity:.72}
        .whisker{fill:none;stroke-width:1.2;opacity:.5}
        .dot{stroke:var(--paper);stroke-width:1} .ring{fill:var(--paper);fill-opacity:.75;stroke-width:1.1}
        .cell{shape-rendering:crispEdges} .place{stroke:var(--muted);stroke-width:.4}
        .line-ink{stroke:var(--ink)} .line-muted{stroke:var(--muted)} .line-model{stroke:var(--model)}
        .line-contrast{stroke:var(--contrast)} .line-source{stroke:var(--source)} .line-extra{stroke:var(--extra)}
        .area-ink{fill:var(--ink)} .area-muted{fill:var(--muted)} .area-model{fill:var(--model)}
        .area-contrast{fill:var(--contrast)} .area-source{fill:var(--source)} .area-extra{fill:var(--extra)}
        svg.chart text.area-ink{fill:var(--ink)} svg.chart text.area-model{fill:var(--model)}
        svg.chart text.area-contrast{fill:var(--contrast)} svg.chart text.area-source{fill:var(--source)}
        svg.chart text.area-extra{fill:var(--extra)}
        """;
}
