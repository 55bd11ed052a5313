namespace ProbBnn.Cli.Reports;

/// <summary>The style sheet of report pages: one column of text, figures as wide as the page, light and dark, printable.</summary>
public static class PageStyle
{
    /// <summary>The style sheet. It holds no external reference and no character that HTML or XML would have to escape.</summary>
    public const string Sheet = $$"""
        :root{color-scheme:light dark;--sans:"Helvetica Neue",Helvetica,Arial,"Liberation Sans",sans-serif;{{ChartStyle.LightInks}} }
        @media screen and (prefers-color-scheme:dark){:root{ {{ChartStyle.DarkInks}} } }
        {{ChartStyle.Rules}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0 auto;max-width:1140px;padding:0 20px 40px;background:var(--paper);color:var(--ink);
          font-family:Charter,"Bitstream Charter","Iowan Old Style",Georgia,"Liberation Serif",serif;font-size:17px;line-height:1.58}
        header{border-top:6px solid var(--model);padding-top:26px}
        .kicker{margin:0 0 6px;color:var(--model);font:700 13px/1.4 var(--sans);
          letter-spacing:.04em;text-transform:uppercase}
        h1{margin:0 0 14px;font-size:38px;line-height:1.14;font-weight:700;letter-spacing:-.01em;max-width:24em;overflow-wrap:anywhere}
        h2{margin:56px 0 10px;padding-top:14px;border-top:1px solid var(--rule);font-size:25px;line-height:1.25;font-weight:700}
        p{margin:0 0 14px;max-width:43em;overflow-wrap:break-word}
        .lead{font-size:20px;line-height:1.5;max-width:39em}
        .points{margin:0 0 14px;padding-left:1.1em;max-width:43em} .points li{margin-bottom:6px}
        .numbers{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:18px 28px;margin:26px 0 8px;max-width:1000px}
        .numbers div{border-top:1px solid var(--rule);padding-top:8px}
        .numbers dd{margin:0;font:700 27px/1.2 var(--sans);
          font-variant-numeric:tabular-nums;white-space:nowrap}
        .numbers dt{color:var(--muted);font:14px/1.35 var(--sans);margin-top:3px}
        figure,.table{margin:30px 0 34px;padding:0}
        .caption{display:block;margin:0 0 8px;max-width:none;font:700 16px/1.4 var(--sans)}
        .caption .count{color:var(--model);margin-right:4px}
        .reading{margin:12px 0 0;color:var(--muted);font:14px/1.5 var(--sans);max-width:56em}
        .legend{display:flex;flex-wrap:wrap;gap:4px 22px;margin:0 0 12px;padding:0;list-style:none;color:var(--muted);
          font:14px/1.5 var(--sans)}
        .legend li{display:flex;align-items:center;gap:7px} .legend svg{flex:none}
        .panels{display:grid;gap:24px 26px;grid-template-columns:minmax(0,1fr)}
        .panels svg.chart{max-width:640px}
        .scroll{overflow-x:auto}
        table{border-collapse:collapse;border-top:2px solid var(--ink);border-bottom:2px solid var(--ink);
          font:15px/1.4 var(--sans);font-variant-numeric:tabular-nums}
        th,td{padding:8px 26px 8px 8px;text-align:left;vertical-align:top} th{vertical-align:bottom;border-bottom:1px solid var(--ink)}
        th:last-child,td:last-child{padding-right:8px}
        .number{text-align:right;white-space:nowrap} td{border-bottom:1px solid var(--grid)}
        .hint{display:block;color:var(--muted);font-weight:400;font-size:13px;white-space:nowrap}
        .best{font-weight:700;color:var(--model);background:var(--wash)}
        .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,310px),1fr));gap:0 28px;margin:14px 0 20px;
          font:14px/1.45 var(--sans)}
        .facts div{display:flex;justify-content:space-between;gap:18px;padding:5px 0;border-bottom:1px solid var(--grid)}
        .facts dt{color:var(--muted);flex:none;max-width:55%} .facts dd{margin:0;text-align:right;overflow-wrap:anywhere}
        pre{margin:0 0 18px;padding:12px 14px;background:var(--wash);overflow-x:auto;
          font:13px/1.5 Consolas,Menlo,"Liberation Mono",monospace}
        footer{margin-top:60px;border-top:1px solid var(--rule);padding-top:6px}
        @media (max-width:600px){body{font-size:16px;padding:0 16px 30px} h1{font-size:29px} h2{margin-top:42px;font-size:22px}
          .lead{font-size:18px} .numbers{grid-template-columns:repeat(2,minmax(0,1fr))} .numbers dd{font-size:23px}
          thead{display:none} table{width:100%} tr{display:block;padding:7px 0;border-bottom:1px solid var(--rule)}
          tr:last-child{border-bottom:0} td,td:last-child{display:flex;justify-content:space-between;gap:20px;padding:2px 6px;border:0}
          td:first-child{font-weight:700} td[data-label]::before{content:attr(data-label);color:var(--muted);font-weight:400} }
        @media (min-width:520px),print{.columns-4{grid-template-columns:repeat(2,minmax(0,1fr))} }
        @media (min-width:760px),print{
          .columns-2{grid-template-columns:repeat(2,minmax(0,490px))} .columns-3{grid-template-columns:repeat(3,minmax(0,1fr))}
          .shared{gap:2px 8px} .shared svg.chart.above{margin-bottom:-7%} .shared .shared-left,.shared .shared-bottom{visibility:hidden} }
        @media (min-width:980px),print{.columns-4{grid-template-columns:repeat(4,minmax(0,1fr));gap:20px 16px} }
        @media print{@page{margin:14mm 12mm} body{font-size:10.5pt;padding:0} .reading,.legend{font-size:9pt} h2,.caption{break-after:avoid}
          figure,.table,.numbers{break-inside:avoid} }
        """;
}
