// What the factory's pages need of the browser: late input, Ctrl+K, charts.
(() => {
  // A field marked data-slow tells the server 300 ms after the last key.
  addEventListener("input", event => {
    const field = event.target;
    if (!(field instanceof HTMLElement) || field.dataset.slow === undefined || event.late) return;
    event.stopImmediatePropagation();
    clearTimeout(field.lateTimer);
    field.lateTimer = setTimeout(() => {
      const late = new Event("input", { bubbles: true });
      late.late = true;
      field.dispatchEvent(late);
    }, 300);
  }, true);

  addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      document.getElementById("search-open")?.click();
    }
  });

  // A button that stands for another one, wherever it is.
  addEventListener("click", event => {
    const stand = event.target instanceof Element ? event.target.closest("[data-open]") : null;
    if (stand) document.getElementById(stand.dataset.open)?.click();
  });

  // What a button changes in a form is told like what is typed: there is something to lose.
  addEventListener("click", event => {
    const changer = event.target instanceof Element ? event.target.closest("form [data-changes]") : null;
    changer?.dispatchEvent(new Event("input", { bubbles: true }));
  });

  let library;
  const load = source => library ??= new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: source, onload: done, onerror: failed });
    document.head.append(script);
  });
  const color = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const charts = new Map();

  const draw = (chart, spec) => {
    const [ink, quiet, line, card] = ["--ink", "--quiet", "--line", "--card"].map(color);
    const colors = [color("--main"), "#12a594", "#e5942b"];
    chart.setOption({
      color: colors,
      textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
      animationDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 400,
      grid: { left: 8, right: 12, top: 40, bottom: 4, containLabel: true },
      legend: { right: 4, top: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, textStyle: { color: quiet } },
      tooltip: { trigger: "axis", backgroundColor: card, borderColor: line, textStyle: { color: ink } },
      xAxis: { type: "category", data: spec.labels, axisTick: { show: false }, axisLine: { lineStyle: { color: line } }, axisLabel: { color: quiet, hideOverlap: true } },
      yAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: line } }, axisLabel: { color: quiet } },
      series: spec.series.map((one, at) => ({
        name: one.name, type: one.kind, data: one.values, smooth: true, showSymbol: false, barMaxWidth: 14,
        itemStyle: one.kind === "bar" ? { borderRadius: [3, 3, 0, 0] } : {}, areaStyle: one.kind === "line" ? { opacity: .08 } : undefined, lineStyle: { width: 2 }, z: at + 2,
      })),
    }, true);
  };

  new MutationObserver(() => charts.forEach(({ chart, spec }) => draw(chart, spec))).observe(document.documentElement, { attributeFilter: ["data-theme"] });

  Object.assign(window.weft, {
    focus(id) { document.getElementById(id)?.focus(); },
    async chart(id, source, spec) {
      await load(source);
      const box = document.getElementById(id);
      if (!box) return;
      let held = charts.get(id);
      if (!held || held.chart.getDom() !== box) {
        held?.watch.disconnect();
        held?.chart.dispose();
        const chart = window.echarts.init(box, null, { renderer: "svg" });
        const watch = new ResizeObserver(() => chart.resize());
        watch.observe(box);
        held = { chart, watch };
        charts.set(id, held);
      }
      held.spec = spec;
      draw(held.chart, spec);
    },
    unchart(id) {
      const held = charts.get(id);
      held?.watch.disconnect();
      held?.chart.dispose();
      charts.delete(id);
    },
  });
})();
