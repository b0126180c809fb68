/**
 * Writes down what is typed, chosen and pressed: controls as they were left, and presses. A form would load the page anew
 * and lose what it holds, so it waits, unless it says how it is sent; so does a link once something has been done.
 * Text counts where the cursor is or the browser filled it in: after a reload some browsers put back what stood there,
 * and by then it may be another person's form. Password managers make their own events, so who made one says nothing.
 */
const RECORD = `{const moments=[],stop=new AbortController(),on=(type,make)=>addEventListener(type,e=>{
const made=make(e);if(!made)return;const at=type==='input'?moments.findLastIndex(it=>it.target===made.target):-1;
if(at>=0&&moments.slice(at).every(it=>it.type==='input'))moments.splice(at,1);moments.push({type,...made})},{capture:true,signal:stop.signal});
on('input',({target,isTrusted})=>(target===document.activeElement||target.matches(':autofill')||
isTrusted&&/^(radio|checkbox|select-one|file)$/.test(target.type))&&{target,value:target.value,checked:target.checked});
on('click',e=>{if(!e.isTrusted||e.ctrlKey||e.metaKey||e.shiftKey)return;
const target=e.target.closest('button:not([type=submit]),a[href^="/"]');
if(target?.href){if(!moments.length)return;e.preventDefault()}return target&&{target}});
on('submit',e=>{if(e.target.hasAttribute('method'))return;e.preventDefault();return{target:e.target}});
on('keydown',e=>e.isTrusted&&e.key==='Escape'&&{target:e.target,key:e.key});
window.kycEarlyInput={moments,end:()=>stop.abort()}}`

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
