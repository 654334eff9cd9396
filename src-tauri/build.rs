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
    "compare_reports",
    "export_comparison",
    "duties",
    "answer_duty",
    "set_aside_duty",
    "reopen_duty",
    "add_comment",
    "remove_duty",
    "export_duties",
    "search",
    "preview",
    "export_report",
    "open_file",
    "show_in_folder",
    "settings",
    "change_settings",
    "layout_fonts",
    "choose_save_folder",
    "move_data",
    "leaving",
    "keep_open",
];

fn main() {
    let attributes = tauri_build::Attributes::new()
        .config_path("../tauri.conf.json")
        .app_manifest(tauri_build::AppManifest::new().commands(COMMANDS));
    tauri_build::try_build(attributes).expect("tauri.conf.json and the capabilities are in order");
}
