//! Adds one more loadable segment to an executable: what the kernel maps beside the program itself.

/// Page size of every kernel that the program may meet: images for arm64 must fit kernels with large pages.
pub const PAGE: usize = if cfg!(target_arch = "aarch64") { 64 << 10 } else { 4 << 10 };

const HEADER_BYTES: usize = 64;
const ENTRY_BYTES: usize = 56;
const LOAD: u32 = 1;
const NOTE: u32 = 4;
const PROPERTY: u32 = 0x6474_e553;
const UNWINDING: u32 = 0x6474_e550;
const READ_AND_WRITE: u32 = 6;
const FIXED_ADDRESSES: u16 = 2;

/// The executable as it has to stand before that many bytes that are mapped at `address`, readable and writable, private to each process.
pub fn before_segment(elf: &[u8], address: usize, bytes: usize) -> Result<Vec<u8>, &'static str> {
    let table = read_table(elf)?;
    let mut image = elf.to_vec();
    image.resize(elf.len().next_multiple_of(PAGE), 0);
    let entries = with_entry(&elf[table.clone()], &load_entry(image.len(), address, bytes))?;
    image[table].copy_from_slice(&entries);
    Ok(image)
}

/// Where the program headers lie.
fn read_table(elf: &[u8]) -> Result<core::ops::Range<usize>, &'static str> {
    let usable = elf.len() > HEADER_BYTES && elf.starts_with(b"\x7fELF\x02\x01") && half_at(elf, 16) == FIXED_ADDRESSES;
    if !usable || usize::from(half_at(elf, 54)) != ENTRY_BYTES {
        return Err("the host is no 64-bit executable with fixed addresses");
    }
    let start = word_at(elf, 32);
    let end = start + usize::from(half_at(elf, 56)) * ENTRY_BYTES;
    if end <= elf.len() { Ok(start..end) } else { Err("the host's program headers are cut off") }
}

/// The table has no room for one more entry, so one that only debuggers read makes way. Loadable segments stay in order of address.
fn with_entry(table: &[u8], entry: &[u8; ENTRY_BYTES]) -> Result<Vec<u8>, &'static str> {
    let mut entries: Vec<&[u8]> = table.chunks(ENTRY_BYTES).collect();
    let spare = [NOTE, PROPERTY, UNWINDING].iter().find_map(|kind| entries.iter().position(|entry| kind_of(entry) == *kind));
    entries.remove(spare.ok_or("the host has no program header to spare")?);
    let last = entries.iter().rposition(|entry| kind_of(entry) == LOAD).ok_or("the host has no loadable segment")?;
    entries.insert(last + 1, entry);
    Ok(entries.concat())
}

fn load_entry(offset: usize, address: usize, size: usize) -> [u8; ENTRY_BYTES] {
    let mut entry = [0; ENTRY_BYTES];
    entry[..4].copy_from_slice(&LOAD.to_le_bytes());
    entry[4..8].copy_from_slice(&READ_AND_WRITE.to_le_bytes());
    for (place, value) in [(8, offset), (16, address), (24, address), (32, size), (40, size), (48, PAGE)] {
        entry[place..place + 8].copy_from_slice(&value.to_le_bytes());
    }
    entry
}

fn kind_of(entry: &[u8]) -> u32 {
    u32::from_le_bytes([entry[0], entry[1], entry[2], entry[3]])
}

fn half_at(bytes: &[u8], place: usize) -> u16 {
    u16::from_le_bytes([bytes[place], bytes[place + 1]])
}

fn word_at(bytes: &[u8], place: usize) -> usize {
    let mut word = [0; 8];
    word.copy_from_slice(&bytes[place..place + 8]);
    usize::from_le_bytes(word)
}

/// Whether this process was started from an image that maps something at `address`.
pub fn is_mapped_at(address: usize) -> bool {
    // SAFETY: the kernel says where this program's own headers lie and how many there are.
    let headers = unsafe {
        let start = libc::getauxval(libc::AT_PHDR) as *const libc::Elf64_Phdr;
        core::slice::from_raw_parts(start, libc::getauxval(libc::AT_PHNUM) as usize)
    };
    headers.iter().any(|header| header.p_type == LOAD && header.p_vaddr as usize == address)
}
