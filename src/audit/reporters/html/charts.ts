import type { EChartsCoreOption } from 'echarts/core.js';
import type { Say } from '../../../foundation/wording/index.js';
import type { AuditStatistics, Histogram } from '../../types.js';

/** A chart: SVG markup that takes its colours from the page, and the caption below it. */
export interface Chart {
  readonly name: 'side' | 'classes' | 'aspect' | 'angle' | 'objects' | 'stored';
  readonly caption: string;
  readonly svg: string;
  /** Twice as high as the others. */
  readonly tall: boolean;
}

type DrawSvg = (option: EChartsCoreOption, height: number) => string;

const width = 480;
const height = 230;
/** More classes than this would not be read; the rest are added up. */
const classesShown = 20;

/** Sides that decide a box's fate at training scale, in pixels: undecodable, the numeric floor, dropped by 0.3.4. */
const sideThresholds = [0.5, 1, 2];

/** The distributions of a dataset as SVG, drawn here so that the page needs no library. */
export async function drawCharts(statistics: AuditStatistics, say: Say): Promise<Chart[]> {
  const draw = await svgDrawer();
  const { shortSide, shortSideAtTraining, aspect, angle, objectsPerImage, classes } = statistics;
  const manyClasses = classes.length > classesShown / 2;
  const chart = (name: Chart['name'], svg: string, tall = false): Chart => ({
    name,
    caption: say(`report.chart.${name}`),
    svg,
    tall,
  });
  return [
    chart('side', draw(histogramOption(shortSideAtTraining, { marks: sideThresholds }), height)),
    chart('classes', classChart(classes, say, draw), manyClasses),
    chart('aspect', draw(histogramOption(aspect, {}), height)),
    chart('angle', draw(histogramOption(inPairs(angle), { end: '90' }), height)),
    chart('objects', draw(histogramOption(objectsPerImage, {}), height)),
    // Takes the place that a short list of classes leaves.
    ...(manyClasses ? [] : [chart('stored', draw(histogramOption(shortSide, { marks: sideThresholds }), height))]),
  ];
}

/** Loads the drawing library only when a page is made: it takes half a second. */
async function svgDrawer(): Promise<DrawSvg> {
  const [echarts, { BarChart }, { GridComponent, MarkLineComponent }, { SVGRenderer }] = await Promise.all([
    import('echarts/core.js'),
    import('echarts/charts.js'),
    import('echarts/components.js'),
    import('echarts/renderers.js'),
  ]);
  echarts.use([BarChart, GridComponent, MarkLineComponent, SVGRenderer]);
  return (option, height) => {
    const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width, height });
    chart.setOption({ animation: false, ...option });
    const svg = chart.renderToSVGString();
    chart.dispose();
    return withoutTraces(svg);
  };
}

/** The page gives the size and has no use for hover styles, whose names count the charts drawn by this process. */
function withoutTraces(svg: string): string {
  return svg
    .replace(/^<svg width="\d+" height="\d+"/, '<svg role="img"')
    .replace(/<style[^>]*>.*?<\/style>/gs, '')
    .replace(/ (?:class|ecmeta_\w+)="[^"]*"/g, '');
}

const ink = 'var(--muted)';
const fontSize = 10;

/** Every two bins as one, where counts would not fit above the bars. */
function inPairs({ edges, counts }: Histogram): Histogram {
  const first = edges.flatMap((_, index) => (index % 2 === 0 ? [index] : []));
  return {
    edges: first.map((index) => edges[index]),
    counts: first.map((index) => counts[index] + (counts[index + 1] ?? 0)),
  };
}

/**
 * Bars of equal width between the edges of the bins, as high as the logarithm of the count, with the count above: one
 * bad box stays visible beside a hundred thousand good ones.
 */
function histogramOption(
  { edges, counts }: Histogram,
  { marks = [], end = '∞' }: { marks?: readonly number[]; end?: string },
): EChartsCoreOption {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const from = marks.length > 0 ? 0 : Math.max(0, first);
  const bins = counts.slice(from, Math.max(from, last) + 1);
  // An edge between zero and the first threshold would take the threshold's place on the axis.
  const label = (edge: number | undefined) =>
    edge === undefined ? end : 0 < edge && edge < marks[0] ? '' : String(edge);
  return {
    grid: { left: 12, right: 16, top: 26, bottom: 24 },
    xAxis: {
      type: 'value',
      min: 0,
      max: bins.length,
      interval: 1,
      axisLabel: { color: ink, fontSize, hideOverlap: true, formatter: (index: number) => label(edges[from + index]) },
      axisLine: { lineStyle: { color: 'var(--line)' } },
      axisTick: { lineStyle: { color: 'var(--line)' } },
      splitLine: { show: false },
    },
    yAxis: { type: 'value', show: false, min: 0 },
    series: [
      {
        type: 'bar',
        barWidth: (0.86 * (width - 28)) / bins.length,
        data: bins.map((count, index) => ({
          value: [index + 0.5, Math.log10(count + 1)],
          itemStyle: { color: marks.some((mark) => edges[from + index] < mark) ? 'var(--error)' : 'var(--bar)' },
        })),
        label: countLabel('top', (index) => bins[index]),
        ...(marks.length > 0 && { markLine: markLines(marks.map((mark) => edges.indexOf(mark) - from)) }),
      },
    ],
  };
}

function markLines(positions: readonly number[]) {
  return {
    symbol: 'none',
    silent: true,
    label: { show: false },
    lineStyle: { color: 'var(--error)', type: 'dashed', width: 1 },
    data: positions.map((xAxis) => ({ xAxis })),
  };
}

function classChart(classes: AuditStatistics['classes'], say: Say, draw: DrawSvg): string {
  const rest = classes.slice(classesShown);
  const shown = classes.slice(0, classesShown).map(({ name, count }) => ({ name: shorten(name), count }));
  if (rest.length > 0) {
    const count = rest.reduce((sum, { count }) => sum + count, 0);
    shown.push({ name: say('report.chart.other-classes', { count: rest.length }), count });
  }
  return draw(
    {
      grid: { left: 8, right: 60, top: 4, bottom: 4, outerBoundsMode: 'same' },
      xAxis: { type: 'value', show: false, min: 0 },
      yAxis: {
        type: 'category',
        inverse: true,
        data: shown.map(({ name }) => name),
        axisLabel: { color: ink, fontSize, interval: 0 },
        axisLine: { show: false },
        axisTick: { show: false },
      },
      series: [
        {
          type: 'bar',
          barCategoryGap: '28%',
          itemStyle: { color: 'var(--bar)' },
          data: shown.map(({ count }) => Math.log10(count + 1)),
          label: countLabel('right', (index) => shown[index].count),
        },
      ],
    },
    Math.max(60, shown.length * 24 + 8),
  );
}

function countLabel(position: 'top' | 'right', count: (index: number) => number) {
  return {
    show: true,
    position,
    color: ink,
    fontSize,
    formatter: ({ dataIndex }: { dataIndex: number }) => compact(count(dataIndex)),
  };
}

/** A count in at most four characters; nothing for zero, whose bar is not there either. */
function compact(count: number): string {
  if (count === 0) return '';
  if (count < 1000) return String(count);
  const [value, unit] = count < 999_500 ? [count / 1000, 'k'] : [count / 1e6, 'M'];
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${unit}`;
}

function shorten(name: string): string {
  return name.length > 24 ? `${name.slice(0, 23)}…` : name;
}
