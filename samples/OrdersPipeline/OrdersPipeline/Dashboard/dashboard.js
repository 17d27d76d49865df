(function () {
  'use strict';

  var data = JSON.parse(document.getElementById('data').textContent);
  var font = getComputedStyle(document.body).fontFamily;
  var whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });
  var dark = window.matchMedia('(prefers-color-scheme: dark)');
  var besides = window.matchMedia('(min-width: 1081px)');
  var color = {};
  var drawn = {};

  function readColors() {
    var style = getComputedStyle(document.documentElement);
    ['ink', 'soft', 'faint', 'line', 'rule', 'card', 'blue', 'teal', 'amber', 'good', 'bad', 'none', 'low', 'middle', 'high', 'top'].forEach(function (name) {
      color[name] = style.getPropertyValue('--' + name).trim();
    });
  }

  function euro(value) { return '€' + whole.format(value); }
  function euroShort(value) { return value === 0 ? '€0' : '€' + whole.format(value / 1000) + 'k'; }
  function euroThousands(value) { return '€' + (value / 1000).toFixed(1) + 'k'; }
  function percent(ratio) { return (ratio * 100).toFixed(1) + ' %'; }
  function signed(ratio) { return (ratio > 0 ? '+' : ratio < 0 ? '−' : '') + Math.abs(ratio * 100).toFixed(0) + ' %'; }
  function byRise(ratio) { return ratio >= 0 ? color.good : color.bad; }

  // Drawn, not HTML: names from the data are only text, and the page's policy needs no inline styles.
  function tooltip(text, more) {
    return Object.assign({
      renderMode: 'richText', confine: true, backgroundColor: color.card, borderColor: color.line, borderWidth: 1, padding: [8, 10],
      textStyle: { color: color.ink, fontSize: 12, fontFamily: font }, trigger: 'item',
      formatter: function (point) { return text(Array.isArray(point) ? point[0] : point); }
    }, more);
  }

  function categoryAxis(names, more) {
    return Object.assign({
      type: 'category', data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: color.line } },
      axisLabel: { color: color.soft, fontSize: 12 }
    }, more);
  }

  function valueAxis(format, more) {
    return Object.assign({
      type: 'value', axisLabel: { color: color.faint, fontSize: 11, formatter: format }, splitLine: { lineStyle: { color: color.rule } }
    }, more);
  }

  function rich() {
    return {
      n: { color: color.ink, fontSize: 12, fontWeight: 600, fontFamily: font },
      p: { color: color.faint, fontSize: 12, fontFamily: font },
      g: { color: color.good, fontSize: 12, fontFamily: font },
      b: { color: color.bad, fontSize: 12, fontFamily: font }
    };
  }

  // Bars from left to right, the longest with room for its label. Cards side by side have charts of one height.
  // A chart has a height, the number of its values, one value in words, and the library's option.
  function bars(rows, shown) {
    return {
      height: besides.matches ? 340 : Math.max(120, rows.length * shown.step + 8),
      text: function (index) { return shown.text(rows[index]); },
      count: rows.length,
      option: {
        grid: { left: shown.left, right: shown.right, top: 4, bottom: 4 },
        tooltip: tooltip(function (point) { return shown.text(rows[point.dataIndex]); }),
        xAxis: { type: 'value', show: false, min: 0, max: 'dataMax' },
        yAxis: categoryAxis(rows.map(shown.name), { inverse: true, axisLine: { show: false }, axisLabel: { color: color.ink, fontSize: 12, interval: 0 } }),
        series: [{
          type: 'bar', barWidth: shown.thickness,
          data: rows.map(function (row) { return { value: shown.value(row), itemStyle: { color: shown.color(row), borderRadius: [0, 3, 3, 0] } }; }),
          label: { show: true, position: 'right', formatter: function (point) { return shown.label(rows[point.dataIndex]); }, rich: rich() }
        }].concat(shown.marks ? [marks(rows.map(shown.marks), [3, shown.thickness + 4], true)] : [])
      }
    };
  }

  // The same month a year before, as a stroke across the bar.
  function marks(values, size, sideways) {
    return {
      type: 'scatter', silent: true, symbol: 'rect', symbolSize: size, z: 3, itemStyle: { color: color.ink, borderColor: color.card, borderWidth: 1 },
      data: values.map(function (value, index) { return value === null ? null : sideways ? [value, index] : [index, value]; }).filter(function (point) { return point; })
    };
  }

  function monthText(m) {
    return m.month + '\nRevenue ' + euro(m.revenue) + '\nOrders ' + whole.format(m.orders) +
      (m.revenue_growth === null ? '' : '\n' + signed(m.revenue_growth) + ' on the month before') +
      (m.year_growth === null ? '' : '\n' + signed(m.year_growth) + ' on the year before (' + euro(m.year_before) + ')');
  }

  function months(width) {
    if (width < 620) {
      return bars(data.months, {
        left: 52, right: 104, step: 24, thickness: 14, text: monthText,
        name: function (m) { return m.month; }, value: function (m) { return m.revenue; }, color: function () { return color.blue; },
        marks: function (m) { return m.year_before; },
        label: function (m) {
          return '{n|' + euroThousands(m.revenue) + '}' + (m.revenue_growth === null ? '' : '  {' + (m.revenue_growth >= 0 ? 'g' : 'b') + '|' + signed(m.revenue_growth) + '}');
        }
      });
    }
    var names = data.months.map(function (m) { return m.month; });
    var bound = Math.max.apply(null, data.months.map(function (m) { return Math.ceil(Math.abs(m.revenue_growth || 0)); }).concat([1]));
    return {
      height: 340, count: names.length,
      text: function (index) { return monthText(data.months[index]); },
      option: {
        grid: [{ left: 52, right: 8, top: 22, height: 188 }, { left: 52, right: 8, top: 244, height: 66 }],
        tooltip: tooltip(function (point) { return monthText(data.months[point.dataIndex]); }, {
          trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: color.ink, opacity: .06 } }
        }),
        axisPointer: { link: [{ xAxisIndex: 'all' }] },
        xAxis: [
          categoryAxis(names, { gridIndex: 0, axisLabel: { show: false } }),
          categoryAxis(names, { gridIndex: 1, axisLine: { show: false }, axisLabel: { color: color.soft, fontSize: 12, interval: 0, margin: 12 } })
        ],
        yAxis: [
          valueAxis(euroShort, { gridIndex: 0 }),
          valueAxis(signed, { gridIndex: 1, min: -bound, max: bound, interval: bound })
        ],
        series: [
          {
            type: 'bar', data: data.months.map(function (m) { return m.revenue; }), barWidth: '58%', color: color.blue,
            itemStyle: { borderRadius: [3, 3, 0, 0] },
            label: {
              show: true, position: 'top', color: color.soft, fontSize: 11, distance: 3, backgroundColor: color.card, padding: [1, 2],
              formatter: function (point) { return (point.value / 1000).toFixed(1); }
            }
          },
          {
            type: 'line', xAxisIndex: 1, yAxisIndex: 1, color: color.faint, lineStyle: { width: 1.5 }, symbol: 'circle', symbolSize: 6,
            data: data.months.map(function (m) {
              return {
                value: m.revenue_growth, itemStyle: { color: byRise(m.revenue_growth) },
                label: {
                  show: m.revenue_growth !== null, position: m.revenue_growth >= 0 ? 'top' : 'bottom', distance: 3, backgroundColor: color.card, padding: [1, 1],
                  color: byRise(m.revenue_growth), fontSize: 10, formatter: function (point) { return signed(point.value); }
                }
              };
            })
          },
          marks(data.months.map(function (m) { return m.year_before; }), [Math.min(44, Math.max(18, (width - 60) / names.length * .66)), 4], false)
        ]
      }
    };
  }

  function stages() {
    var path = ['PLACED', 'PAID', 'SHIPPED', 'DELIVERED'];
    var titles = { WITHDRAWN: 'Withdrawn', EXPIRED: 'Expired unpaid' };
    function title(stage) { return titles[stage] || stage.charAt(0) + stage.slice(1).toLowerCase(); }
    return bars(data.stages, {
      left: 104, right: 92, step: 32, thickness: 20,
      name: function (s) { return title(s.stage); }, value: function (s) { return s.orders_reached; },
      color: function (s) { return path.indexOf(s.stage) < 0 ? color.amber : color.blue; },
      label: function (s) { return '{n|' + whole.format(s.orders_reached) + '}' + (s.share_of_placed === null ? '' : '  {p|' + percent(s.share_of_placed) + '}'); },
      text: function (s) { return title(s.stage) + '\nReached by ' + whole.format(s.orders_reached) + '\nThere now ' + whole.format(s.orders_now); }
    });
  }

  function shares(rows, name, tone, more) {
    return function () {
      return bars(rows, {
        left: 118, right: 100, step: 28, thickness: 15,
        name: function (row) { return row[name]; }, value: function (row) { return row.revenue; }, color: function () { return color[tone]; },
        label: function (row) { return '{n|' + euroThousands(row.revenue) + '}' + (row.revenue_share === null ? '' : '  {p|' + percent(row.revenue_share) + '}'); },
        text: function (row) { return row[name] + '\nRevenue ' + euro(row.revenue) + '\n' + more(row); }
      });
    };
  }

  // Every day from the first to the last, so that the keys move by days and weeks.
  var allDays = (function () {
    var revenue = {}, list = [];
    data.days.forEach(function (d) { revenue[d.day] = d.revenue; });
    if (data.days.length === 0) { return list; }
    var last = data.days[data.days.length - 1].day;
    for (var day = new Date(data.days[0].day + 'T00:00:00Z'); list.length === 0 || list[list.length - 1].day < last; day.setUTCDate(day.getUTCDate() + 1)) {
      var text = day.toISOString().slice(0, 10);
      list.push({ day: text, revenue: revenue[text] || 0 });
    }
    return list;
  })();

  function dayText(d) { return d.day + '\nRevenue ' + euro(d.revenue); }

  // One calendar if its squares are wide enough; otherwise several calendars of whole months, stacked.
  function days(width) {
    var monthsOfDays = allDays.map(function (d) { return d.day.slice(0, 7); }).filter(function (month, index, all) { return index === 0 || month !== all[index - 1]; });
    var perRow = Math.min(monthsOfDays.length || 1, Math.max(1, Math.floor((width - 38) / (4.6 * 12))));
    var rows = Math.ceil(monthsOfDays.length / perRow) || 1;
    perRow = Math.ceil(monthsOfDays.length / rows) || 1;
    var cell = Math.min(20, Math.floor((width - 38) / (perRow * 4.45)));
    var height = 7 * cell + 30;
    var calendars = [], series = [], places = [];
    for (var row = 0; row < rows; row++) {
      var inRow = monthsOfDays.slice(row * perRow, (row + 1) * perRow);
      var values = allDays.filter(function (d) { return inRow.indexOf(d.day.slice(0, 7)) >= 0; });
      values.forEach(function (_, index) { places.push({ seriesIndex: row, dataIndex: index }); });
      calendars.push({
        left: 36, top: row * height + 22, cellSize: [rows === 1 ? 'auto' : cell, cell], right: rows === 1 ? 2 : undefined, orient: 'horizontal',
        range: values.length ? [values[0].day, values[values.length - 1].day] : '2025',
        itemStyle: { color: color.card, borderColor: color.card, borderWidth: 2 }, splitLine: { show: false },
        dayLabel: { firstDay: 1, nameMap: ['', 'Mon', '', 'Wed', '', 'Fri', ''], color: color.faint, fontSize: 11, margin: 8 },
        monthLabel: { color: color.soft, fontSize: 11, align: 'left', formatter: function (month) { return month.nameMap + (month.M === 1 || month.yyyy + '-' + month.MM === monthsOfDays[0] ? ' ' + month.yy : ''); } },
        yearLabel: { show: false }
      });
      series.push({
        type: 'heatmap', coordinateSystem: 'calendar', calendarIndex: row, data: values.map(function (d) { return [d.day, d.revenue]; }),
        itemStyle: { borderColor: color.card, borderWidth: 2, borderRadius: 2 }
      });
    }
    return {
      height: rows * height, count: allDays.length, week: 7,
      text: function (index) { return dayText(allDays[index]); },
      place: function (index) { return places[index]; },
      option: {
        tooltip: tooltip(function (point) { return dayText({ day: point.value[0], revenue: point.value[1] }); }),
        visualMap: {
          type: 'piecewise', show: false, seriesIndex: series.map(function (_, index) { return index; }),
          pieces: [
            { lte: 0, color: color.none }, { gt: 0, lte: 250, color: color.low }, { gt: 250, lte: 500, color: color.middle },
            { gt: 500, lte: 1000, color: color.high }, { gt: 1000, color: color.top }
          ]
        },
        calendar: calendars, series: series
      }
    };
  }

  var charts = {
    months: months,
    stages: stages,
    categories: shares(data.categories, 'category', 'blue', function (row) { return 'Units ' + whole.format(row.units); }),
    countries: shares(data.countries, 'country', 'teal', function (row) { return 'Orders ' + whole.format(row.orders); }),
    days: days
  };

  function draw(id) {
    var element = document.getElementById(id);
    var chart = charts[id](element.clientWidth);
    element.style.height = chart.height + 'px';
    var canvas = drawn[id] ? drawn[id].canvas : echarts.init(element, null, { renderer: 'svg' });
    canvas.resize();
    canvas.setOption(Object.assign({ animation: false, textStyle: { fontFamily: font, color: color.soft } }, chart.option), true);
    drawn[id] = Object.assign({ canvas: canvas, width: element.clientWidth, at: -1 }, chart);
  }

  function drawAll() {
    readColors();
    Object.keys(charts).forEach(draw);
  }

  function show(id, index) {
    var chart = drawn[id];
    chart.at = index;
    chart.canvas.dispatchAction(Object.assign({ type: 'showTip' }, chart.place ? chart.place(index) : { seriesIndex: 0, dataIndex: index }));
    document.getElementById('value').textContent = chart.text(index).replace(/\n/g, ', ');
  }

  function hide(id) {
    drawn[id].at = -1;
    drawn[id].canvas.dispatchAction({ type: 'hideTip' });
    drawn[id].canvas.dispatchAction({ type: 'updateAxisPointer', currTrigger: 'leave' });
    document.getElementById('value').textContent = '';
  }

  function keys(id) {
    var element = document.getElementById(id);
    element.addEventListener('keydown', function (event) {
      var chart = drawn[id], week = chart.week || 1;
      var step = { ArrowRight: week, ArrowDown: 1, ArrowLeft: -week, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
      if (event.key === 'Escape') { hide(id); return; }
      if (step === undefined || chart.count === 0) { return; }
      event.preventDefault();
      show(id, chart.at < 0 && step !== Infinity ? 0 : Math.max(0, Math.min(chart.count - 1, chart.at + step)));
    });
    element.addEventListener('blur', function () { hide(id); });
  }

  drawAll();
  Object.keys(charts).forEach(keys);
  dark.addEventListener('change', drawAll);
  window.addEventListener('resize', function () {
    Object.keys(charts).forEach(function (id) { if (document.getElementById(id).clientWidth !== drawn[id].width) { draw(id); } });
  });
})();
