"use strict";
// The network: one canvas, laid out beforehand, moved and searched here; the table of ties beside it lights it up.
(() => {
  const holder = document.getElementById("network-data");
  if (!holder) return;
  const data = JSON.parse(holder.textContent);
  const canvas = document.getElementById("network-canvas");
  const pen = canvas.getContext("2d");
  const status = document.getElementById("status");
  const search = document.getElementById("search");
  const table = document.getElementById("tie-table");
  const nodes = data.nodes;
  const FONT = '"Segoe UI", Roboto, "Noto Sans", Arial, sans-serif';
  const LONGEST = () => (width < 500 ? 18 : 24);

  const neighbours = nodes.map(() => new Set());
  for (const row of table.tBodies[0].rows) {
    neighbours[row.dataset.a].add(Number(row.dataset.b));
    neighbours[row.dataset.b].add(Number(row.dataset.a));
  }
  const hidden = new Set();
  let width = 0, height = 0, size = 1, view = d3.zoomIdentity, tree = null;
  // chosen: the nodes asked for; lit: they and their neighbours; null when all are shown alike.
  let chosen = null, lit = null;

  function place() {
    const box = canvas.getBoundingClientRect();
    const sharp = devicePixelRatio || 1;
    if (!box.width) return;
    width = box.width;
    height = box.height;
    // Smaller marks on a phone, and where there are many of them.
    size = (width < 500 ? 0.68 : 1) * Math.max(0.5, Math.min(1, Math.sqrt(80 / nodes.length)));
    canvas.width = Math.round(width * sharp);
    canvas.height = Math.round(height * sharp);
    const side = Math.min(70, width * 0.13);
    for (const node of nodes) {
      node.px = side + node.x * (width - 2 * side);
      node.py = 30 + node.y * (height - 76);
    }
    tree = d3.quadtree(nodes, (node) => node.px, (node) => node.py);
    behaviour.translateExtent([[-width / 2, -height / 2], [width * 1.5, height * 1.5]]);
    draw();
  }

  function isShown(tie) {
    return !hidden.has(tie[2]);
  }

  function isLit(tie) {
    return !chosen || ((chosen.has(tie[0]) || chosen.has(tie[1])) && lit.has(tie[0]) && lit.has(tie[1]));
  }

  function drawTie(tie) {
    const style = data.tieStyles[tie[2]], a = nodes[tie[0]], b = nodes[tie[1]];
    const [ax, ay] = view.apply([a.px, a.py]), [bx, by] = view.apply([b.px, b.py]);
    pen.globalAlpha = isLit(tie) ? (chosen ? 0.95 : 0.62) : 0.07;
    pen.strokeStyle = style.colour;
    pen.lineWidth = Math.max(1, tie[3] * size);
    pen.setLineDash(style.dash);
    pen.beginPath();
    pen.moveTo(ax, ay);
    pen.lineTo(bx, by);
    pen.stroke();
  }

  function drawNode(node, number) {
    const style = data.nodeStyles[node.kind], [x, y] = view.apply([node.px, node.py]), r = node.r * size;
    pen.globalAlpha = !lit || lit.has(number) ? 1 : 0.18;
    pen.fillStyle = style.fill;
    pen.strokeStyle = chosen && chosen.has(number) ? "#b3420a" : style.line;
    pen.lineWidth = chosen && chosen.has(number) ? 3.5 : 1.5;
    pen.beginPath();
    if (style.shape === "square") pen.rect(x - r, y - r, 2 * r, 2 * r);
    else pen.arc(x, y, r, 0, 2 * Math.PI);
    pen.fill();
    pen.stroke();
  }

  function meet(one, other) {
    return one[0] < other[2] && one[2] > other[0] && one[1] < other[3] && one[3] > other[1];
  }

  function drawLabels() {
    const taken = [];
    const marks = nodes.map((node) => {
      const [x, y] = view.apply([node.px, node.py]), r = node.r * size;
      return [x - r, y - r, x + r, y + r];
    });
    // Who matters most is named first; a name that would cover another waits until one zooms in.
    const order = nodes.map((_, number) => number).sort((a, b) => rank(b) - rank(a));
    pen.textAlign = "center";
    pen.textBaseline = "top";
    pen.lineJoin = "round";
    for (const number of order) {
      const node = nodes[number], wanted = lit && lit.has(number);
      if (lit && !wanted) continue;
      const [x, y] = view.apply([node.px, node.py]);
      if (x < -60 || y < -20 || x > width + 60 || y > height + 20) continue;
      const text = node.name.length > LONGEST() && !(chosen && chosen.has(number)) ? node.name.slice(0, LONGEST() - 1).trimEnd() + "…" : node.name;
      pen.font = (chosen && chosen.has(number) ? "600 " : "") + (width < 500 ? "11px " : "12.5px ") + FONT;
      const half = pen.measureText(text).width / 2 + 1, line = 14, gap = node.r * size + 3;
      const inside = (middle) => Math.max(half + 3, Math.min(width - half - 3, middle));
      const spots = [[inside(x), y + gap], [inside(x), y - gap - line], [x + gap + half, y - 7], [x - gap - half, y - 7]]
        .map(([middle, top]) => [middle - half, top, middle + half, top + line])
        .filter((box) => box[0] >= 0 && box[2] <= width && box[1] >= 0 && box[3] <= height && !taken.some((other) => meet(box, other)));
      const box = spots.find((one) => !marks.some((mark, other) => other !== number && meet(one, mark))) || spots[0] || (chosen && chosen.has(number) ? [inside(x) - half, y + gap, inside(x) + half, y + gap + line] : null);
      if (!box) continue;
      taken.push(box);
      const centre = (box[0] + box[2]) / 2, top = box[1];
      pen.globalAlpha = 1;
      pen.strokeStyle = "#fff";
      pen.lineWidth = 3.5;
      pen.setLineDash([]);
      pen.strokeText(text, centre, top);
      pen.fillStyle = node.kind === "organisation" ? "#6b4e00" : "#1f2a30";
      pen.fillText(text, centre, top);
    }
  }

  function rank(number) {
    const node = nodes[number];
    return (chosen && chosen.has(number) ? 1e6 : 0) + (node.kind === "organisation" ? 0 : 1e3) + 10 * node.r + neighbours[number].size;
  }

  function draw() {
    const sharp = devicePixelRatio || 1;
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, width, height);
    for (let place = data.ties.length - 1; place >= 0; place--) if (isShown(data.ties[place]) && !(chosen && isLit(data.ties[place]))) drawTie(data.ties[place]);
    if (chosen) for (const tie of data.ties) if (isShown(tie) && isLit(tie)) drawTie(tie);
    pen.setLineDash([]);
    nodes.forEach(drawNode);
    drawLabels();
    pen.globalAlpha = 1;
    Object.assign(canvas.dataset, { scale: view.k.toFixed(3), x: view.x.toFixed(1), y: view.y.toFixed(1), lit: lit ? Array.from(lit).sort((a, b) => a - b).join(" ") : "", chosen: chosen ? Array.from(chosen).join(" ") : "" });
  }

  function choose(numbers) {
    chosen = numbers && numbers.length ? new Set(numbers) : null;
    lit = null;
    if (chosen) {
      lit = new Set(chosen);
      for (const number of chosen) for (const other of neighbours[number]) lit.add(other);
    }
    draw();
  }

  function say(numbers) {
    status.textContent = numbers.map((number) => fill(data.words.lit, { name: nodes[number].name, n: neighbours[number].size })).join(" · ");
  }

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (_, key) => values[key]);
  }

  // ---- moving
  const behaviour = d3.zoom()
    .scaleExtent([0.5, 8])
    .filter((event) => {
      // The page must still scroll: the wheel counts once the picture has the focus, a touch with two fingers.
      if (event.type === "wheel") return event.ctrlKey || document.activeElement === canvas;
      if (event.type.startsWith("touch")) return event.touches.length > 1;
      return !event.button;
    })
    .on("zoom", (event) => {
      view = event.transform;
      draw();
    });
  const picture = d3.select(canvas);
  picture.call(behaviour).on("dblclick.zoom", null);

  const STEP = 60;
  const moves = {
    "+": () => picture.call(behaviour.scaleBy, 1.3), "=": () => picture.call(behaviour.scaleBy, 1.3),
    "-": () => picture.call(behaviour.scaleBy, 1 / 1.3), "_": () => picture.call(behaviour.scaleBy, 1 / 1.3),
    "0": () => picture.call(behaviour.transform, d3.zoomIdentity),
    ArrowLeft: () => picture.call(behaviour.translateBy, STEP / view.k, 0),
    ArrowRight: () => picture.call(behaviour.translateBy, -STEP / view.k, 0),
    ArrowUp: () => picture.call(behaviour.translateBy, 0, STEP / view.k),
    ArrowDown: () => picture.call(behaviour.translateBy, 0, -STEP / view.k),
    Escape: clear,
  };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in moves)) return;
    moves[event.key]();
    event.preventDefault();
  });
  document.getElementById("zoom-in").addEventListener("click", moves["+"]);
  document.getElementById("zoom-out").addEventListener("click", moves["-"]);
  document.getElementById("zoom-reset").addEventListener("click", moves["0"]);

  function nodeAt(event) {
    const box = canvas.getBoundingClientRect();
    const point = view.invert([event.clientX - box.left, event.clientY - box.top]);
    return tree.find(point[0], point[1], 24 / view.k);
  }

  canvas.addEventListener("click", (event) => {
    const node = nodeAt(event);
    if (!node) return clear();
    const number = nodes.indexOf(node);
    choose([number]);
    say([number]);
    search.value = node.name;
    filterRows([number]);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!event.buttons) canvas.style.cursor = nodeAt(event) ? "pointer" : "grab";
  });

  // ---- search
  function find() {
    const wanted = search.value.trim().toLocaleLowerCase();
    if (!wanted) return clear();
    let found = nodes.map((_, number) => number).filter((number) => nodes[number].name.toLocaleLowerCase().includes(wanted));
    const exact = found.filter((number) => nodes[number].name.toLocaleLowerCase() === wanted);
    if (exact.length) found = exact;
    choose(found);
    if (!found.length) status.textContent = data.words.found_none;
    else if (found.length === 1) say(found);
    else status.textContent = fill(data.words.found, { n: found.length });
    filterRows(found);
  }

  function filterRows(numbers) {
    const wanted = new Set(numbers);
    for (const row of table.tBodies[0].rows) row.hidden = !wanted.has(Number(row.dataset.a)) && !wanted.has(Number(row.dataset.b));
    rove();
  }

  function clear() {
    search.value = "";
    status.textContent = "";
    for (const row of table.tBodies[0].rows) {
      row.hidden = false;
      row.classList.remove("lit");
    }
    choose(null);
    rove();
  }

  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Escape") clear();
  });
  document.getElementById("clear").addEventListener("click", clear);

  // ---- the table: one row takes the focus, the arrows hand it on
  function rove() {
    const rows = Array.from(table.tBodies[0].rows);
    for (const row of rows) row.tabIndex = -1;
    const first = rows.find((row) => !row.hidden);
    if (first) first.tabIndex = 0;
  }

  function light(row) {
    for (const other of table.querySelectorAll("tr.lit")) other.classList.remove("lit");
    row.classList.add("lit");
    const ends = [Number(row.dataset.a), Number(row.dataset.b)];
    choose(ends);
    say(ends);
  }

  table.tBodies[0].addEventListener("focusin", (event) => {
    const row = event.target.closest("tr");
    for (const other of table.tBodies[0].querySelectorAll('tr[tabindex="0"]')) other.tabIndex = -1;
    row.tabIndex = 0;
    light(row);
  });
  table.tBodies[0].addEventListener("click", (event) => event.target.closest("tr").focus());
  table.tBodies[0].addEventListener("keydown", (event) => {
    const row = event.target.closest("tr");
    const steps = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" };
    if (event.key === "Escape") return clear();
    if (!(event.key in steps)) return;
    let next = row[steps[event.key]];
    while (next && next.hidden) next = next[steps[event.key]];
    if (next) next.focus();
    event.preventDefault();
  });
  table.addEventListener("sorted", rove);

  // ---- types of tie
  for (const box of document.querySelectorAll("fieldset.legend input")) {
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(box.value);
      else hidden.add(box.value);
      draw();
    });
  }

  rove();
  new ResizeObserver(place).observe(canvas);
  place();
})();
