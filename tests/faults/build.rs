//! Builds the library that is preloaded into the programs under test.

use std::path::PathBuf;

fn main() {
    let source = "preload/faults.c";
    println!("cargo::rerun-if-changed={source}");
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("linux") {
        return;
    }
    let library =
        PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo says where")).join("libfaults.so");
    let compiler = cc::Build::new().warnings(true).extra_warnings(true).get_compiler();
    let built = compiler
        .to_command()
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .arg(&library)
        .args([source, "-ldl", "-lpthread"])
        .status();
    assert!(built.is_ok_and(|status| status.success()), "{source} does not compile");
    println!("cargo::rustc-env=FAULTS_LIBRARY={}", library.display());
}
