(() => {
  const list = document.getElementById('pictures');
  if (!list) return;
  const pictures = [...list.children];
  const choice = id => document.getElementById(id)?.value ?? '';
  const show = () => {
    const [metric, sign] = choice('sort').split(' ');
    const background = choice('background'), trait = choice('trait');
    const rank = picture => {
      const value = picture.getAttribute(`data-${metric}`);
      return value === null ? Infinity : sign * value;
    };
    // A stable sort of the order that the page came in: worst first.
    list.append(...pictures.toSorted((a, b) => rank(a) === rank(b) ? 0 : rank(a) - rank(b)));
    let shown = 0;
    for (const picture of pictures) {
      const fits = (!background || picture.dataset.background === background)
        && (!trait || picture.dataset.traits.split('\n').includes(trait));
      picture.hidden = !fits;
      shown += fits;
    }
    document.getElementById('shown').textContent = `${shown} of ${pictures.length}`;
  };
  for (const control of document.querySelectorAll('.controls select')) control.addEventListener('change', show);
  show();
})();
