//! The window of Shuzhi.
//!
//! The only crate that names `tauri`. It owns what the core must not know: the
//! clock, fresh uids, dialogs, paths of files, the log. A command unpacks its
//! arguments, opens one door of the core and passes back what it got.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod commands;
mod desk;
mod dialogs;
mod files;
mod fonts;
mod journal;
#[cfg(target_os = "linux")]
mod linux;
mod watch;
mod window;

use std::process::ExitCode;

use tauri::{App, AppHandle, Manager, RunEvent, generate_context, generate_handler};

use desk::Desk;
use files::Files;
use fonts::Fonts;

fn main() -> ExitCode {
    #[cfg(target_os = "linux")]
    if let Err(refusal) = linux::prepare() {
        return refusal;
    }
    let outcome = tauri::Builder::default()
        // First of all: a second start must end before it touches anything.
        .plugin(tauri_plugin_single_instance::init(|app, arguments, folder| {
            window::second_start(app, &arguments, &folder);
        }))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::Builder::new().open_js_links_on_click(false).build())
        .plugin(window::memory())
        .manage(Files::default())
        .manage(Fonts::default())
        .manage(window::Closing::default())
        .manage(watch::Damage::default())
        .on_window_event(window::on_event)
        .invoke_handler(generate_handler![
            commands::home::home,
            commands::home::recovered,
            commands::home::templates,
            commands::home::new_report,
            commands::home::load_sample,
            commands::home::remove_sample,
            commands::home::delete_report,
            commands::home::recover_report,
            commands::home::empty_trash,
            commands::home::set_status,
            commands::branch::branch,
            commands::branch::save_branch,
            commands::branch::notice,
            commands::branch::save_notice,
            commands::branch::export_notice,
            commands::branch::import_notice,
            commands::draft::open_report,
            commands::draft::save_report,
            commands::draft::apply_op,
            commands::draft::save_copy,
            commands::draft::quotes,
            commands::history::revisions,
            commands::history::revision,
            commands::history::keep_revision,
            commands::import::choose_files,
            commands::import::choose_folder_of_files,
            commands::import::offered_files,
            commands::import::read_file,
            commands::import::keep_reading,
            commands::check::check_report,
            commands::check::set_aside,
            commands::check::take_up,
            commands::check::switch_rule,
            commands::check::rules,
            commands::check::export_findings,
            commands::check::own_words,
            commands::check::save_own_words,
            commands::check::take_in_words,
            commands::check::use_words,
            commands::check::export_words,
            commands::figures::figure_table,
            commands::figures::figure_years,
            commands::figures::list_indicators,
            commands::figures::set_figure,
            commands::figures::add_indicator,
            commands::figures::name_figure,
            commands::figures::export_figures,
            commands::compare::compare_reports,
            commands::compare::export_comparison,
            commands::duties::duties,
            commands::duties::comments,
            commands::duties::answer_duty,
            commands::duties::set_aside_duty,
            commands::duties::reopen_duty,
            commands::duties::add_comment,
            commands::duties::remove_duty,
            commands::duties::export_duties,
            commands::search::search,
            commands::returned::choose_returned,
            commands::returned::read_returned,
            commands::returned::keep_returned,
            commands::rolling::roll_preview,
            commands::rolling::roll_forward,
            commands::export::preview,
            commands::export::export_report,
            commands::export::open_file,
            commands::export::show_in_folder,
            commands::settings::settings,
            commands::settings::change_settings,
            commands::settings::layout_fonts,
            commands::settings::choose_save_folder,
            commands::settings::move_data,
            commands::backup::copies,
            commands::backup::take_copy,
            commands::backup::copy_contents,
            commands::backup::restore_copy,
            commands::backup::restore_file,
            commands::backup::restore_report,
            commands::backup::choose_second_place,
            commands::backup::forget_second_place,
            commands::backup::hand_over,
            commands::backup::save_diagnosis,
            commands::backup::choose_handover,
            commands::backup::take_in,
            commands::backup::rescued,
            commands::window::leaving,
            commands::window::keep_open,
        ])
        .setup(start)
        .build(generate_context!("../tauri.conf.json"));
    match outcome {
        Ok(app) => ExitCode::from(
            u8::try_from(app.run_return(|app, event| at_the_end(app, &event))).unwrap_or(u8::MAX),
        ),
        Err(error) => {
            log::error!("the window did not start: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Leaves the data file whole, without a journal beside it.
fn at_the_end(app: &AppHandle, event: &RunEvent) {
    if matches!(event, RunEvent::Exit)
        && let Some(desk) = app.try_state::<Desk>()
    {
        watch::at_close(&desk);
        desk.close();
    }
}

/// Opens the data file, then the window; or says why not, and ends.
fn start(app: &mut App) -> Result<(), Box<dyn std::error::Error>> {
    let app: &AppHandle = app.handle();
    journal::open(app);
    let desk = match open_desk(app) {
        Ok(desk) => desk,
        Err(error) => {
            desk::note_in_journal(&error);
            dialogs::last_words(app, error.to_string());
            return Ok(());
        }
    };
    app.manage(desk);
    watch::begin(app.clone());
    let here = std::env::current_dir().unwrap_or_default();
    app.state::<Files>().offer(files::named_on_start(std::env::args_os(), &here));
    if let Err(error) = window::open(app) {
        log::error!("no window: {error}");
        dialogs::last_words(app, dialogs::NO_WINDOW.to_owned());
    }
    Ok(())
}

/// Opens the data file. A damaged one is made whole first: its files are kept
/// aside as they are, and the page says what came from where.
fn open_desk(app: &AppHandle) -> Result<Desk, shuzhi_core::Error> {
    let opened = desk::open_when_free();
    if !watch::is_damaged(&opened) {
        return Desk::over(opened?);
    }
    let path = shuzhi_core::store::place::data_file(&desk::env);
    // Nothing was written to it yet: it is kept as it was found.
    if let Ok(store) = opened {
        store.leave();
    }
    log::warn!("the data file is damaged");
    app.state::<watch::Damage>().tell(Ok(watch::rescue(&path)?));
    Desk::over(desk::open_when_free()?)
}
