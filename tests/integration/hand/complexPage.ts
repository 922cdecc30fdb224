/**
 * A page with all that a hand can meet, much of it around guarded and private elements, and
 * handlers that throw, remove, and move the focus. `harm()` tells what must not have happened.
 */
export const complexPage = `<!doctype html><style>
  body { margin: 0; display: flex; flex-wrap: wrap; gap: 2px; align-content: start; font: 12px sans-serif }
  body > * { min-width: 40px; min-height: 20px }
</style><body>
<div data-beside-guard><button id="g-stop">Take back control</button><input id="g-chat" value="ours">
  <input type="checkbox" id="g-agree"><select id="g-list"><option>1<option>2</select>
  <div id="g-edit" contenteditable>ours</div></div>
<div data-beside-private><input id="p-name" value="mine"><input type="checkbox" id="p-box">
  <textarea id="p-area">mine</textarea><select id="p-list"><option>1<option>2</select>
  <input id="p-date" type="date" value="2026-01-01"><input id="p-colour" type="color"></div>
<input type="password" id="p-secret" value="secret"><button onclick="show()">show</button>
<label for="g-agree">agree</label><label for="p-box">private</label><label>in <b data-beside-guard>x</b></label>
<form onsubmit="return false"><input name="a"><input type="email" value="a@b.c">
  <input type="number" step="any"><button data-beside-guard id="g-send">send</button><button type="reset">r</button></form>
<form onsubmit="return false"><input type="search" value="x"><button>go</button></form>
<form id="g-form" data-beside-guard></form><button form="g-form">f</button><input form="g-form">
<input type="radio" name="r"><input type="radio" name="r"><input type="range"><input type="date">
<input type="time"><input type="file"><input type="color"><input type="checkbox"><input disabled value="d">
<input readonly value="r"><input maxlength="2"><input type="url"><input type="tel"><input type="submit">
<textarea>text</textarea><select><option>a<option>b</select><input list="l"><datalist id="l"><option>a<option>b</datalist>
<select multiple size="3"><option>a<option disabled>b<option>c</select>
<div contenteditable>edit <b>bold</b><p>par</p></div>
<div contenteditable="plaintext-only">plain</div>
<div contenteditable>with <i data-beside-guard id="g-inside">ours</i></div>
<details><summary>sum</summary>inside <a href="#x">link</a></details><a href="#y">anchor</a>
<a href="/other" target="_blank">blank</a><p draggable="true">drag</p>
<p ondragover="event.preventDefault()" ondrop="this.append('!')">drop</p>
<div style="overflow: auto; height: 40px"><p style="height: 200px">scroll</p></div>
<iframe style="width: 120px; height: 60px" srcdoc="<input value=x><p contenteditable>e</p>
  <b data-beside-guard onclick='parent.touched()'>g</b><iframe srcdoc='deep <input>'></iframe>"></iframe>
<iframe style="width: 60px; height: 40px" src="data:text/html,<input autofocus>"></iframe>
<iframe style="width: 60px; height: 40px" id="gone"></iframe><button onclick="document.querySelector('#gone')?.remove()">rm frame</button>
<div id="host"></div><button onclick="this.remove()">rm</button><button onpointerdown="this.remove()">rm</button>
<button onmousedown="throw new Error('page')">throws</button><input onkeydown="this.remove()">
<input onkeydown="document.querySelector('#g-chat').focus()"><input onbeforeinput="this.blur()">
<button onclick="document.querySelector('#g-stop').click()">click ours</button>
<button onclick="document.querySelector('#g-chat').focus()">focus ours</button>
<button onclick="document.querySelector('#p-name').select()">select mine</button>
<button onclick="dialog.open || dialog.showModal()">dialog</button><dialog id="dialog"><input autofocus>
  <button onclick="dialog.close()">close</button></dialog>
<button popovertarget="pop">pop</button><div popover id="pop">pop <input></div>
<button popovertarget="g-pop">guarded pop</button><div popover data-beside-guard id="g-pop">ours</div>
<div onpointerdown="this.setPointerCapture(event.pointerId)">capture</div>
<svg width="30" height="20"><a href="#z"><rect width="30" height="20" onclick="this.remove()"/></a></svg>
<label><label>nested <input></label></label><map name="m"><area href="#m" coords="0,0,9,9"></map>
<script>
  // The pages of the runs before lie in the history.
  history.go = () => undefined;
  host.attachShadow({ mode: 'open', delegatesFocus: true }).innerHTML =
    '<input value="shadow"><button data-beside-guard>g</button><slot></slot>';
  host.shadowRoot.querySelector('button').onclick = () => touched();
  const show = () => (document.querySelector('#p-secret').type = 'text');
  let count = 0;
  const touched = () => (count += 1);
  const deeds = ['click', 'dblclick', 'auxclick', 'contextmenu', 'mousedown', 'mouseup', 'mousemove',
    'mouseover', 'mouseenter', 'pointerdown', 'pointerup', 'pointermove', 'pointerover', 'wheel',
    'keydown', 'keypress', 'keyup', 'beforeinput', 'input', 'compositionstart', 'dragover', 'drop',
    'submit', 'reset', 'beforetoggle'];
  const which = [];
  for (const element of document.querySelectorAll('[data-beside-guard], [data-beside-guard] *')) {
    for (const type of deeds) {
      element.addEventListener(type, () => (touched(), which.push(type + ' ' + element.id)));
    }
  }
  const state = () => JSON.stringify([...document.querySelectorAll('[id^="g-"], [id^="p-"]')].map(
    (at) => [at.id, at.value, at.checked, at.selectedIndex, at.id === 'g-edit' && at.innerHTML]));
  const before = state();
  const harm = () => ({ touched: count, which, state: state() === before ? 'same' : state() });
</script>`;
