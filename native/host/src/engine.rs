//! The JavaScript engine, as far as the host needs it: start, load, call, and values in and out.

use crate::{arena, bounds, world};
use core::ffi::{CStr, c_int, c_void};
use core::ptr::null_mut;
use rquickjs_sys as js;

pub use rquickjs_sys::JSValue as Value;

/// A quarter of the usual stack: deep recursion becomes an exception long before the stack ends, and no command that people write is so deep.
const STACK_BYTES: u64 = 2 << 20;

/// A started engine. Plain addresses, so that it can be kept in an image.
#[derive(Clone, Copy)]
pub struct Engine {
    runtime: *mut js::JSRuntime,
    context: *mut js::JSContext,
}

/// What the engine threw, as one line.
pub type Thrown = Vec<u8>;

/// The language features that the bundle gets. No `eval` (texts never become code) and no clock but the call's own.
const FEATURES: [unsafe extern "C" fn(*mut js::JSContext) -> c_int; 8] = [
    js::JS_AddIntrinsicBaseObjects,
    js::JS_AddIntrinsicDate,
    js::JS_AddIntrinsicRegExp,
    js::JS_AddIntrinsicJSON,
    js::JS_AddIntrinsicProxy,
    js::JS_AddIntrinsicMapSet,
    js::JS_AddIntrinsicTypedArrays,
    js::JS_AddIntrinsicPromise,
];

impl Engine {
    /// A new engine with the language and nothing else. `None`: no memory.
    pub fn start() -> Option<Engine> {
        // SAFETY: the block functions live as long as the program; each call's result is checked before it is used.
        unsafe {
            let runtime = js::JS_NewRuntime2(&arena::ENGINE_BLOCKS, null_mut());
            if runtime.is_null() {
                return None;
            }
            js::JS_SetMaxStackSize(runtime, STACK_BYTES);
            // Nothing is collected while a call runs: it is over before that would pay.
            js::JS_SetGCThreshold(runtime, js::size_t::MAX);
            let context = js::JS_NewContextRaw(runtime);
            if context.is_null() || FEATURES.iter().any(|add| add(context) != 0) {
                return None;
            }
            Some(Engine { runtime, context })
        }
    }

    pub fn from_context(context: *mut js::JSContext) -> Engine {
        // SAFETY: the engine hands its own context to native functions.
        Engine { runtime: unsafe { js::JS_GetRuntime(context) }, context }
    }

    /// After a thaw or a change of stack: where the stack starts now, and who asks whether to go on.
    pub fn wake(&self) {
        // SAFETY: the runtime is live.
        unsafe {
            js::JS_UpdateStackTop(self.runtime);
            js::JS_SetInterruptHandler(self.runtime, Some(bounds::on_step), null_mut());
        }
    }

    /// Before a freeze: drops what nothing refers to.
    pub fn settle(&self) {
        // SAFETY: the runtime is live and no call is running.
        unsafe { js::JS_RunGC(self.runtime) }
    }

    /// Gives the bundle its global `host`.
    pub fn lend(&self, functions: &[(&CStr, js::JSCFunction)]) -> Result<(), Thrown> {
        // SAFETY: names are C strings; objects are handed over to the engine, which owns them from then on.
        unsafe {
            let host = js::JS_NewObject(self.context);
            for (name, function) in functions {
                let generic = js::JSCFunctionEnum_JS_CFUNC_generic;
                let value = js::JS_NewCFunction2(self.context, *function, name.as_ptr(), 2, generic, 0);
                js::JS_SetPropertyStr(self.context, host, name.as_ptr(), value);
            }
            js::JS_FreezeObject(self.context, host);
            let global = js::JS_GetGlobalObject(self.context);
            let done = js::JS_SetPropertyStr(self.context, global, c"host".as_ptr(), host);
            js::JS_FreeValue(self.context, global);
            if done < 0 { Err(self.thrown()) } else { Ok(()) }
        }
    }

    /// Text of a module to bytecode. Line numbers stay, the text does not.
    pub fn compile(&self, text: &CStr, name: &CStr) -> Result<&'static [u8], Thrown> {
        let flags = (js::JS_EVAL_TYPE_MODULE | js::JS_EVAL_FLAG_COMPILE_ONLY) as c_int;
        // SAFETY: the text ends with a zero byte as the engine demands; the bytes that it writes are never given back.
        unsafe {
            js::JS_AddIntrinsicEval(self.context);
            let bytes = text.count_bytes() as js::size_t;
            let module = js::JS_Eval(self.context, text.as_ptr(), bytes, name.as_ptr(), flags);
            if js::JS_IsException(module) {
                return Err(self.thrown());
            }
            let mut size = 0;
            let keep = (js::JS_WRITE_OBJ_BYTECODE | js::JS_WRITE_OBJ_STRIP_SOURCE) as c_int;
            let written = js::JS_WriteObject(self.context, &mut size, module, keep);
            if written.is_null() {
                return Err(self.thrown());
            }
            Ok(core::slice::from_raw_parts(written, size as usize))
        }
    }

    /// Evaluates a compiled module to its end.
    pub fn load(&self, bytecode: &[u8]) -> Result<(), Thrown> {
        // SAFETY: the bytecode was written by this very program; values are checked before use.
        unsafe {
            let size = bytecode.len() as js::size_t;
            let module = js::JS_ReadObject(self.context, bytecode.as_ptr(), size, js::JS_READ_OBJ_BYTECODE as c_int);
            if js::JS_IsException(module) || js::JS_ResolveModule(self.context, module) < 0 {
                return Err(self.thrown());
            }
            let promise = js::JS_EvalFunction(self.context, module);
            if js::JS_IsException(promise) {
                return Err(self.thrown());
            }
            // An error of a module lies in its promise; nobody else would ever look.
            match js::JS_PromiseState(self.context, promise) {
                js::JSPromiseStateEnum_JS_PROMISE_FULFILLED => Ok(()),
                js::JSPromiseStateEnum_JS_PROMISE_REJECTED => {
                    let reason = js::JS_PromiseResult(self.context, promise);
                    Err(self.described(reason))
                }
                _ => Err(b"the bundle waits at its top level, which nothing will end".to_vec()),
            }
        }
    }

    pub fn global(&self, name: &CStr) -> Result<Value, Thrown> {
        // SAFETY: the context is live; the global object outlives this reference to it.
        unsafe {
            let global = js::JS_GetGlobalObject(self.context);
            js::JS_FreeValue(self.context, global);
            self.property(global, name)
        }
    }

    pub fn property(&self, object: Value, name: &CStr) -> Result<Value, Thrown> {
        // SAFETY: the context and the object are live.
        let value = unsafe { js::JS_GetPropertyStr(self.context, object, name.as_ptr()) };
        self.checked(value)
    }

    pub fn item(&self, list: Value, index: u32) -> Result<Value, Thrown> {
        // SAFETY: the context and the list are live.
        let value = unsafe { js::JS_GetPropertyUint32(self.context, list, index) };
        self.checked(value)
    }

    pub fn call(&self, function: Value, arguments: &mut [Value]) -> Result<Value, Thrown> {
        let count = arguments.len() as c_int;
        // SAFETY: function and arguments are live values of this context.
        let value = unsafe { js::JS_Call(self.context, function, js::JS_UNDEFINED, count, arguments.as_mut_ptr()) };
        self.checked(value)
    }

    fn checked(&self, value: Value) -> Result<Value, Thrown> {
        // SAFETY: only the tag is looked at.
        if unsafe { js::JS_IsException(value) } { Err(self.thrown()) } else { Ok(value) }
    }

    /// Valid UTF-8, or the escaped form of `world::names`.
    pub fn text(&self, bytes: &[u8]) -> Value {
        // SAFETY: the engine copies the bytes.
        unsafe { js::JS_NewStringLen(self.context, bytes.as_ptr().cast(), bytes.len() as js::size_t) }
    }

    pub fn number(&self, number: f64) -> Value {
        js::JS_NewFloat64(number)
    }

    pub fn truth(&self, truth: bool) -> Value {
        if truth { js::JS_TRUE } else { js::JS_FALSE }
    }

    pub fn nothing(&self) -> Value {
        js::JS_NULL
    }

    pub fn list(&self, values: &[Value]) -> Value {
        // SAFETY: the array takes the values over.
        unsafe { js::JS_NewArrayFrom(self.context, values.len() as c_int, values.as_ptr()) }
    }

    pub fn object(&self, fields: &[(&CStr, Value)]) -> Value {
        // SAFETY: the object takes the values over.
        unsafe {
            let object = js::JS_NewObject(self.context);
            for (name, value) in fields {
                js::JS_SetPropertyStr(self.context, object, name.as_ptr(), *value);
            }
            object
        }
    }

    /// The bytes of a string; `None` for whatever is no string. They stay as long as the engine.
    pub fn bytes(&self, value: Value) -> Option<&'static [u8]> {
        // SAFETY: the engine's copy is never given back, so the bytes stay valid.
        unsafe {
            if !js::JS_IsString(value) {
                return None;
            }
            let mut size = 0;
            let start = js::JS_ToCStringLen2(self.context, &mut size, value, false);
            (!start.is_null()).then(|| core::slice::from_raw_parts(start.cast(), size as usize))
        }
    }

    pub fn is_true(&self, value: Value) -> Option<bool> {
        // SAFETY: the tag is looked at before the value.
        unsafe { js::JS_IsBool(value).then(|| js::JS_VALUE_GET_BOOL(value)) }
    }

    pub fn is_function(&self, value: Value) -> bool {
        // SAFETY: the context and the value are live.
        unsafe { js::JS_IsFunction(self.context, value) }
    }

    pub fn is_undefined(&self, value: Value) -> bool {
        // SAFETY: only the tag is looked at.
        unsafe { js::JS_IsUndefined(value) }
    }

    pub fn as_number(&self, value: Value) -> Option<f64> {
        // SAFETY: only numbers are converted, which runs no code of the bundle.
        unsafe {
            let mut number = 0.0;
            (js::JS_IsNumber(value) && js::JS_ToFloat64(self.context, &mut number, value) == 0).then_some(number)
        }
    }

    pub fn throw(&self, sentence: &CStr) -> Value {
        // SAFETY: the sentence is printed by a fixed format, so that no percent sign in it means anything.
        unsafe { js::JS_ThrowTypeError(self.context, c"%s".as_ptr(), sentence.as_ptr()) }
    }

    /// What was thrown last, in words: the message, and the first line of the trace, which says file and line.
    fn thrown(&self) -> Thrown {
        // SAFETY: the context is live.
        let value = unsafe { js::JS_GetException(self.context) };
        self.described(value)
    }

    fn described(&self, value: Value) -> Thrown {
        let mut line = self.plain(value).unwrap_or_else(|| b"something that cannot be shown".to_vec());
        // SAFETY: only the class of the value is looked at.
        if unsafe { js::JS_IsError(value) } {
            // SAFETY: the context and the value are live; what a getter throws is dropped, since a reason is being given already.
            let trace = unsafe { js::JS_GetPropertyStr(self.context, value, c"stack".as_ptr()) };
            let place = self.bytes(trace).map(first_place).unwrap_or_default();
            line.extend_from_slice(place);
        }
        line
    }

    fn plain(&self, value: Value) -> Option<Vec<u8>> {
        // SAFETY: the context and the value are live. A value that cannot become text answers null.
        unsafe {
            let mut size = 0;
            let start = js::JS_ToCStringLen2(self.context, &mut size, value, false);
            if start.is_null() {
                return None;
            }
            Some(core::slice::from_raw_parts(start.cast::<u8>(), size as usize).to_vec())
        }
    }
}

/// `    at decide (guard.js:12:3)` of a trace, with one space before it.
fn first_place(trace: &[u8]) -> &[u8] {
    let line = trace.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let start = line.iter().position(|&byte| byte != b' ').unwrap_or(0);
    &line[start.saturating_sub(1)..]
}

/// The engine's version, as it names itself.
pub fn version() -> &'static CStr {
    // SAFETY: a constant C string of the engine.
    unsafe { CStr::from_ptr(js::JS_GetVersion()) }
}

/// The engine's own question for the time of day. It gets the call's time: zero while an image is built, so that nothing of that moment
/// is frozen into it, and the same instant all through a call.
///
/// # Safety
/// `time` is null or points to a `timeval`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gettimeofday(time: *mut libc::timeval, _zone: *mut c_void) -> c_int {
    let now = world::now_ms();
    // SAFETY: as promised by the caller.
    if let Some(time) = unsafe { time.as_mut() } {
        time.tv_sec = (now / 1000) as _;
        time.tv_usec = (now % 1000 * 1000) as _;
    }
    0
}
