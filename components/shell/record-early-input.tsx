/**
 * Writes down what is typed, chosen and pressed: controls as they stand at that moment, and presses. A form would load
 * the page anew and lose what it holds, so it waits, unless it says how it is sent; so does a link once something has
 * been done. Only what a person does counts: after a reload some browsers fill in what stood there, and by then it may be
 * another person's form.
 */
const RECORD = `{const moments=[],stop=new AbortController(),on=(type,make)=>addEventListener(type,e=>{
const made=e.isTrusted&&make(e);if(made)moments.push(made)},{capture:true,signal:stop.signal});
on('input',({target})=>({target,value:target.value,checked:target.checked}));
on('click',e=>{const target=e.target.closest('button:not([type=submit]),a[href^="/"]');
if(target?.href){if(!moments.length)return;e.preventDefault()}return target&&{target}});
on('submit',e=>{if(e.target.hasAttribute('method'))return;e.preventDefault();return{target:e.target}});
on('keydown',e=>e.key==='Escape'&&{target:e.target,key:e.key});
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
