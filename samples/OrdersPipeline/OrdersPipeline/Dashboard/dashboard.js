(function () {
  'use strict';

  var data = JSON.parse(document.getElementById('data').textContent);
  var ink = '#101828', soft = '#475467', faint = '#667085', line = '#e4e7ec', blue = '#2b59c3';
  var palette = ['#2b59c3', '#0e9384', '#e8a33d', '#d4603f', '#7a5af8', '#5b9bd5'];
  var font = getComputedStyle(document.body).fontFamily;
  var whole = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 });

  function euro(value) { return '€' + whole.format(value); }
  function euroShort(value) { return value === 0 ? '€0' : '€' + whole.format(value / 1000) + 'k'; }
  function euroThousands(value) { return '€' + (value / 1000).toFixed(1) + 'k'; }
  function percent(ratio) { return (ratio * 100).toFixed(1) + ' %'; }
  function signed(ratio) { return (ratio > 0 ? '+' : ratio < 0 ? '−' : '') + Math.abs(ratio * 100).toFixed(0) + ' %'; }

  // Drawn, not HTML: a name from the data can be nothing but text, and the page's policy stays without inline styles.
  function tooltip(more) {
    return Object.assign({
      renderMode: 'richText', confine: true, backgroundColor: '#fff', borderColor: line, borderWidth: 1, padding: [8, 10],
      textStyle: { color: ink, fontSize: 12, fontFamily: font }
    }, more);
  }

  function draw(id, option) {
    var chart = echarts.init(document.getElementById(id), null, { renderer: 'svg' });
    chart.setOption(Object.assign({ animation: false, color: palette, textStyle: { fontFamily: font, color: soft } }, option));
    window.addEventListener('resize', function () { chart.resize(); });
  }

  function categoryAxis(names, more) {
    return Object.assign({
      type: 'category', data: names, axisTick: { show: false }, axisLine: { lineStyle: { color: line } },
      axisLabel: { color: soft, fontSize: 12 }
    }, more);
  }

  function valueAxis(format, more) {
    return Object.assign({
      type: 'value', axisLabel: { color: faint, fontSize: 11, formatter: format }, splitLine: { lineStyle: { color: '#eceef2' } }
    }, more);
  }

  function months() {
    var names = data.months.map(function (m) { return m.month; });
    draw('months', {
      grid: [{ left: 52, right: 8, top: 22, height: 188 }, { left: 52, right: 8, top: 244, height: 66 }],
      tooltip: tooltip({
        trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { color: 'rgba(16, 24, 40, .05)' } },
        formatter: function (points) {
          var m = data.months[points[0].dataIndex];
          return m.month + '\nRevenue ' + euro(m.revenue) + '\nOrders ' + whole.format(m.orders) +
            (m.revenue_growth === null ? '' : '\nGrowth ' + signed(m.revenue_growth));
        }
      }),
      axisPointer: { link: [{ xAxisIndex: 'all' }] },
      xAxis: [
        categoryAxis(names, { gridIndex: 0, axisLabel: { show: false } }),
        categoryAxis(names, { gridIndex: 1, axisLine: { show: false }, axisLabel: { color: soft, fontSize: 12, interval: 0, margin: 12 } })
      ],
      yAxis: [
        valueAxis(euroShort, { gridIndex: 0 }),
        valueAxis(signed, { gridIndex: 1, min: -1, max: 1, interval: 1 })
      ],
      series: [
        {
          type: 'bar', data: data.months.map(function (m) { return m.revenue; }), barWidth: '58%', color: blue,
          itemStyle: { borderRadius: [3, 3, 0, 0] },
          label: { show: true, position: 'top', color: soft, fontSize: 11, distance: 3, backgroundColor: '#fff', padding: [1, 2], formatter: function (p) { return (p.value / 1000).toFixed(1); } }
        },
        {
          type: 'line', xAxisIndex: 1, yAxisIndex: 1, color: faint, lineStyle: { width: 1.5 }, symbol: 'circle', symbolSize: 6,
          data: data.months.map(function (m) {
            var rises = m.revenue_growth >= 0;
            return {
              value: m.revenue_growth, itemStyle: { color: rises ? '#067647' : '#b42318' },
              label: { show: m.revenue_growth !== null, position: rises ? 'top' : 'bottom', distance: 3, backgroundColor: '#fff', padding: [1, 1], color: rises ? '#067647' : '#b42318', fontSize: 10, formatter: function (p) { return signed(p.value); } }
            };
          })
        }
      ]
    });
  }

  function stages() {
    var path = { PLACED: blue, PAID: blue, SHIPPED: blue, DELIVERED: blue };
    var titles = { WITHDRAWN: 'Withdrawn', EXPIRED: 'Expired unpaid' };
    function title(stage) { return titles[stage] || stage.charAt(0) + stage.slice(1).toLowerCase(); }
    draw('stages', {
      grid: { left: 104, right: 96, top: 8, bottom: 8 },
      tooltip: tooltip({
        trigger: 'item',
        formatter: function (p) {
          var s = data.stages[p.dataIndex];
          return title(s.stage) + '\nReached by ' + whole.format(s.orders_reached) + '\nThere now ' + whole.format(s.orders_now);
        }
      }),
      xAxis: { type: 'value', show: false, max: 'dataMax' },
      yAxis: categoryAxis(data.stages.map(function (s) { return title(s.stage); }), { inverse: true, axisLine: { show: false }, axisLabel: { color: ink, fontSize: 13 } }),
      series: [{
        type: 'bar', barWidth: 20,
        data: data.stages.map(function (s) {
          return { value: s.orders_reached, itemStyle: { color: path[s.stage] || '#e8a33d', borderRadius: 3 } };
        }),
        label: {
          show: true, position: 'right', color: ink, fontSize: 12,
          formatter: function (p) {
            var s = data.stages[p.dataIndex];
            return '{n|' + whole.format(s.orders_reached) + '}  {p|' + percent(s.share_of_placed) + '}';
          },
          rich: { n: { color: ink, fontSize: 12, fontWeight: 600, fontFamily: font }, p: { color: faint, fontSize: 12, fontFamily: font } }
        }
      }]
    });
  }

  function categories() {
    var total = data.categories.reduce(function (sum, c) { return sum + c.revenue; }, 0);
    var byName = {};
    data.categories.forEach(function (c) { byName[c.category] = c; });
    draw('categories', {
      tooltip: tooltip({
        trigger: 'item',
        formatter: function (p) {
          var c = data.categories[p.dataIndex];
          return c.category + '\nRevenue ' + euro(c.revenue) + '\nUnits ' + whole.format(c.units);
        }
      }),
      legend: {
        orient: 'vertical', left: 'center', bottom: 0, itemGap: 6, itemWidth: 10, itemHeight: 10, icon: 'roundRect', selectedMode: false,
        formatter: function (name) { return '{n|' + name + '}{s|' + percent(byName[name].revenue_share) + '}{v|' + euroThousands(byName[name].revenue) + '}'; },
        textStyle: {
          rich: {
            n: { width: 150, color: ink, fontSize: 12, fontFamily: font },
            s: { width: 56, align: 'right', color: faint, fontSize: 12, fontFamily: font },
            v: { width: 66, align: 'right', color: ink, fontSize: 12, fontWeight: 600, fontFamily: font }
          }
        }
      },
      title: {
        text: euroThousands(total), subtext: 'revenue', left: '50%', top: 79, padding: 0, itemGap: 2, textAlign: 'center',
        textStyle: { color: ink, fontSize: 20, fontWeight: 600, fontFamily: font }, subtextStyle: { color: faint, fontSize: 12, fontFamily: font }
      },
      series: [{
        type: 'pie', radius: [64, 92], center: ['50%', 98], label: { show: false }, itemStyle: { borderColor: '#fff', borderWidth: 2 },
        data: data.categories.map(function (c) { return { name: c.category, value: c.revenue }; })
      }]
    });
  }

  function countries() {
    draw('countries', {
      grid: { left: 104, right: 104, top: 4, bottom: 4 },
      tooltip: tooltip({
        trigger: 'item',
        formatter: function (p) {
          var c = data.countries[p.dataIndex];
          return c.country + '\nRevenue ' + euro(c.revenue) + '\nOrders ' + whole.format(c.orders);
        }
      }),
      xAxis: { type: 'value', show: false },
      yAxis: categoryAxis(data.countries.map(function (c) { return c.country; }), { inverse: true, axisLine: { show: false }, axisLabel: { color: ink, fontSize: 12 } }),
      series: [{
        type: 'bar', barWidth: 15, color: '#0e9384', itemStyle: { borderRadius: [0, 3, 3, 0] }, data: data.countries.map(function (c) { return c.revenue; }),
        label: {
          show: true, position: 'right',
          formatter: function (p) { return '{n|' + euroThousands(p.value) + '}  {p|' + percent(data.countries[p.dataIndex].revenue_share) + '}'; },
          rich: { n: { color: ink, fontSize: 12, fontWeight: 600, fontFamily: font }, p: { color: faint, fontSize: 12, fontFamily: font } }
        }
      }]
    });
  }

  function days() {
    var values = data.days.filter(function (d) { return d.revenue > 0; });
    draw('days', {
      tooltip: tooltip({ formatter: function (p) { return p.value[0] + '\nRevenue ' + euro(p.value[1]); } }),
      visualMap: {
        type: 'piecewise', show: false,
        pieces: [
          { gt: 0, lte: 250, color: '#d4e1f9' }, { gt: 250, lte: 500, color: '#9cbcf2' },
          { gt: 500, lte: 1000, color: '#5f8fe6' }, { gt: 1000, color: '#2247a0' }
        ]
      },
      calendar: {
        left: 34, right: 2, top: 24, bottom: 2, cellSize: ['auto', 'auto'],
        range: data.days.length ? [data.days[0].day.slice(0, 8) + '01', data.days[data.days.length - 1].day] : '2025',
        itemStyle: { color: '#f2f4f7', borderColor: '#fff', borderWidth: 2 }, splitLine: { show: false },
        dayLabel: { firstDay: 1, nameMap: ['', 'Mon', '', 'Wed', '', 'Fri', ''], color: faint, fontSize: 11, margin: 8 },
        monthLabel: { color: soft, fontSize: 11, align: 'left' }, yearLabel: { show: false }
      },
      series: [{ type: 'heatmap', coordinateSystem: 'calendar', data: values.map(function (d) { return [d.day, d.revenue]; }), itemStyle: { borderColor: '#fff', borderWidth: 2, borderRadius: 2 } }]
    });
  }

  months();
  stages();
  categories();
  countries();
  days();
})();
