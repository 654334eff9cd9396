//! What kind of disk a folder is on. The data lives on a disk of the computer
//! itself: shares lock files badly, and sticks are pulled out.

use std::fs;
use std::path::{Component, Path, Prefix};

/// What kind of disk a folder is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// A disk of this computer, or one of which nothing else is known.
    Fixed,
    /// A stick or a card.
    Removable,
    /// A folder of another computer.
    Network,
}

/// File systems whose files are on another computer. 9p is not among them:
/// virtual machines show folders of their own computer through it.
const SHARES: [&str; 19] = [
    "nfs",
    "nfs4",
    "cifs",
    "smb3",
    "smbfs",
    "ncpfs",
    "afs",
    "ceph",
    "lustre",
    "gfs2",
    "glusterfs",
    "davfs",
    "fuse.sshfs",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.davfs2",
    "fuse.gvfsd-fuse",
    "fuse.kio-fuse",
    "fuse.smbnetfs",
];

/// What kind of disk `path` is on, or would be.
pub fn medium_of(path: &Path) -> Medium {
    if is_share(path) {
        return Medium::Network;
    }
    let there = path.ancestors().find_map(|folder| fs::canonicalize(folder).ok());
    let Some(there) = there else { return Medium::Fixed };
    // Windows: a drive letter that stands for a share is followed to it.
    if is_share(&there) {
        return Medium::Network;
    }
    let Ok(mounts) = fs::read_to_string("/proc/self/mountinfo") else { return Medium::Fixed };
    among(&there, &mounts, &|device| {
        // A partition says nothing itself; the disk above it does.
        let disk = Path::new("/sys/dev/block").join(device);
        let says = |file: &str| fs::read_to_string(disk.join(file)).is_ok_and(|s| s.trim() == "1");
        // Many a disk in a case calls itself fixed; how it is plugged in does not.
        let usb = fs::canonicalize(&disk).is_ok_and(|path| path.to_string_lossy().contains("/usb"));
        says("removable") || says("../removable") || usb
    })
}

/// Whether a path of Windows leads to another computer: `\\server\share\…`.
fn is_share(path: &Path) -> bool {
    matches!(
        path.components().next(),
        Some(Component::Prefix(prefix))
            if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    )
}

/// The kind of disk of `path`, by a table of mounts as Linux writes it (proc(5)):
/// `36 35 98:0 / /mnt/a\040b rw - ext4 /dev/sdb1 rw`.
fn among(path: &Path, mounts: &str, is_removable: &dyn Fn(&str) -> bool) -> Medium {
    let innermost = mounts
        .lines()
        .filter_map(|line| {
            let (mount, kind) = line.split_once(" - ")?;
            let mut fields = mount.split(' ').skip(2);
            let (device, place) = (fields.next()?, unescaped(fields.nth(1)?));
            let kind = kind.split(' ').next()?;
            path.starts_with(&place).then_some((
                Path::new(&place).components().count(),
                device,
                kind,
            ))
        })
        // Of two at one place the later covers the earlier.
        .max_by_key(|(depth, ..)| *depth);
    match innermost {
        Some((_, _, kind)) if SHARES.contains(&kind) => Medium::Network,
        Some((_, device, _)) if is_removable(device) => Medium::Removable,
        _ => Medium::Fixed,
    }
}

/// A place as it stands in the table: a blank as `\040`.
fn unescaped(place: &str) -> String {
    [("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")]
        .iter()
        .fold(place.to_owned(), |place, (written, meant)| place.replace(written, meant))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = "\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:44 / /mnt/公共\\040盘 rw shared:2 - cifs //10.0.0.2/public rw,vers=3.0
31 22 0:45 / /home/zhang rw - nfs4 server:/home rw
32 22 8:17 / /media/zhang/U rw,nosuid - vfat /dev/sdb1 rw
33 22 0:50 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
34 31 8:2 / /home/zhang/本机 rw master:1 - ext4 /dev/sda2 rw
35 22 0:46 / /srv rw - nfs server:/srv rw
36 22 8:3 / /srv rw - ext4 /dev/sda3 rw
a line that is no mount
";

    fn check(path: &str, expect: Medium) {
        let found = among(Path::new(path), MOUNTS, &|device| device == "8:17");
        assert_eq!(found, expect, "{path}");
    }

    #[test]
    fn a_folder_is_where_the_innermost_mount_is() {
        check("/var/lib/shuzhi", Medium::Fixed);
        check("/mnt/公共 盘/述职/shuzhi.db", Medium::Network);
        check("/mnt/公共", Medium::Fixed);
        check("/home/zhang/.local/share/shuzhi", Medium::Network);
        check("/home/zhang/本机/述职", Medium::Fixed);
        check("/home/zhangsan", Medium::Fixed);
        check("/media/zhang/U/述职", Medium::Removable);
        check("/run/user/1000/gvfs/smb-share:server=x", Medium::Network);
        check("/srv/述职", Medium::Fixed);
    }

    #[test]
    fn without_a_table_a_disk_is_one_of_the_computer() {
        assert_eq!(among(Path::new("/a"), "", &|_| true), Medium::Fixed);
        let temporary = tempfile::tempdir().unwrap();
        assert_eq!(medium_of(&temporary.path().join("还没有/述职.db")), Medium::Fixed);
    }

    #[cfg(windows)]
    #[test]
    fn a_share_of_windows_is_known_by_its_path() {
        for share in [r"\\server\public\shuzhi.db", r"\\?\UNC\server\public\shuzhi.db"] {
            assert_eq!(medium_of(Path::new(share)), Medium::Network, "{share}");
        }
    }
}
