/**
 * Writes down what is typed, chosen and pressed: controls as they were left, and presses. A form would load the page anew
 * and lose what it holds, so it waits, unless it says how it is sent; so does a link once something has been done.
 * Text counts where the cursor is or the browser filled it in: after a reload some browsers put back what stood there,
 * and by then it may be another person's form. Password managers make their own events, so who made one says nothing.
 * Once all of this has been done again (`late`), what is live is heard by React itself. A part whose code comes later is not
 * live yet: React takes such an event out of its way, or makes the part live at once and lets the event pass, which then must
 * not count twice; and where it draws the part anew between a press's two ends, the browser makes no click of it.
 */
const RECORD = `{let down;const moments=[],stop=new AbortController(),isLive=it=>Object.keys(it).some(key=>key.startsWith('__reactProps')),
on=(type,make)=>{addEventListener(type,e=>{if(early.late&&isLive(e.target))return;
const made=make(e);if(!made)return;made.event=e;const at=type==='input'?moments.findLastIndex(it=>it.target===made.target):-1;
if(at>=0&&moments.slice(at).every(it=>it.type==='input'))moments.splice(at,1);moments.push({type,...made})},{capture:true,signal:stop.signal});
addEventListener(type,e=>{const at=moments.findIndex(it=>it.event===e);if(at>=0&&early.late&&isLive(e.target))moments.splice(at,1)},stop)};
addEventListener('pointerdown',e=>{down=e.target.closest('button:not([type=submit])')},{capture:true,signal:stop.signal});
addEventListener('pointerup',e=>{if(e.isTrusted&&early.late&&down&&!down.isConnected&&!isLive(down))moments.push({type:'click',target:down})},stop);
on('input',({target,isTrusted})=>(target===document.activeElement||target.matches(':autofill')||
isTrusted&&/^(radio|checkbox|select-one|file)$/.test(target.type))&&{target,value:target.value,checked:target.checked});
on('click',e=>{if(!e.isTrusted||e.ctrlKey||e.metaKey||e.shiftKey)return;
const target=e.target.closest('button:not([type=submit]),a[href^="/"]');
if(target?.href){if(!moments.length)return;e.preventDefault()}return target&&{target}});
on('submit',e=>{if(e.target.hasAttribute('method'))return;e.preventDefault();return{target:e.target}});
on('keydown',e=>e.isTrusted&&e.key==='Escape'&&{target:e.target,key:e.key});
const early=window.kycEarlyInput={moments,isLive,late:false,end:()=>stop.abort()}}`

/**
 * A page is drawn before its scripts are there, on a slow network by seconds, and may be used at once: what happens in
 * between is kept, and `ReplayEarlyInput` does it again. Stands before all that can be used.
 */
export function RecordEarlyInput({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      nonce={nonce}
      // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant, and it must run before the app's own scripts
      dangerouslySetInnerHTML={{ __html: RECORD }}
    />
  )
}
