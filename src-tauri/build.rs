//! Generates the window's permissions: a page may call the commands named here
//! and, of those, only what `capabilities/main.json` grants.

/// Every command of `src/commands`, in the order of `main.rs`.
const COMMANDS: &[&str] = &[
    "home",
    "recovered",
    "templates",
    "new_report",
    "load_sample",
    "remove_sample",
    "delete_report",
    "recover_report",
    "empty_trash",
    "set_status",
    "branch",
    "save_branch",
    "notice",
    "save_notice",
    "export_notice",
    "import_notice",
    "open_report",
    "save_report",
    "apply_op",
    "save_copy",
    "quotes",
    "revisions",
    "revision",
    "keep_revision",
    "choose_files",
    "choose_folder_of_files",
    "offered_files",
    "read_file",
    "keep_reading",
    "check_report",
    "set_aside",
    "take_up",
    "switch_rule",
    "rules",
    "export_findings",
    "own_words",
    "save_own_words",
    "take_in_words",
    "use_words",
    "export_words",
    "figure_table",
    "figure_years",
    "list_indicators",
    "set_figure",
    "add_indicator",
    "name_figure",
    "export_figures",
    "compare_reports",
    "export_comparison",
    "duties",
    "comments",
    "answer_duty",
    "set_aside_duty",
    "reopen_duty",
    "add_comment",
    "remove_duty",
    "export_duties",
    "search",
    "choose_returned",
    "read_returned",
    "keep_returned",
    "roll_preview",
    "roll_forward",
    "preview",
    "export_report",
    "open_file",
    "show_in_folder",
    "settings",
    "change_settings",
    "layout_fonts",
    "choose_save_folder",
    "move_data",
    "copies",
    "take_copy",
    "copy_contents",
    "restore_copy",
    "restore_file",
    "restore_report",
    "choose_second_place",
    "forget_second_place",
    "hand_over",
    "save_diagnosis",
    "choose_handover",
    "take_in",
    "rescued",
    "leaving",
    "keep_open",
];

fn main() {
    println!("cargo:rerun-if-changed=../capabilities");
    link_small();
    let attributes = tauri_build::Attributes::new()
        .config_path("../tauri.conf.json")
        .capabilities_path_pattern("../capabilities/*.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes).expect("tauri.conf.json and the capabilities are in order");
}

/// Has the linker of Rust's own toolchain for Linux join equal functions and pack
/// relocations, which makes the program a tenth smaller.
fn link_small() {
    let target = std::env::var("TARGET").unwrap_or_default();
    if target == "x86_64-unknown-linux-gnu" && std::env::var("PROFILE").as_deref() == Ok("release")
    {
        println!("cargo:rustc-link-arg-bins=-Wl,--icf=all");
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}
