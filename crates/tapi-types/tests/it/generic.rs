//! What every family of constants can do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use tapi_types::{Bit, Bits, Constant, Dword, Function, Hresult, LineError, line, tapi3};

use crate::families::{Check, Traits, check_all};

/// Every name and number of a family leads back to its constant, and what is none is refused.
struct Round;

impl Check for Round {
    fn constants<T: Constant + Traits>(&mut self) {
        for &constant in T::ALL {
            let (name, number) = (constant.original_name(), constant.number());
            assert_eq!(constant.to_string(), name);
            assert_eq!(name.parse(), Ok(constant));
            assert_eq!(T::from_scenario_name(constant.scenario_name()), Some(constant), "{name}");
            assert_eq!(T::try_from(number), Ok(constant), "{name}");
            assert_eq!(T::try_from(number.cast_signed()), Ok(constant), "{name}");
            assert_eq!((constant.into(), constant.into()), (number, number.cast_signed()), "{name}");
            assert_eq!(Dword::<T>::new(number), Dword::from(constant));
            assert_eq!(Dword::<T>::new(number).to_string(), name);
            assert_eq!(format!("{:?}", Dword::<T>::new(number)), name);
            assert_eq!(name.parse(), Ok(Dword::from(constant)));

            let slip = format!("{name}X").parse::<T>().unwrap_err();
            assert_eq!((slip.kind, slip.nearest), (T::FAMILY, Some(name)));
        }
        let different = |texts: Vec<&str>| texts.iter().collect::<BTreeSet<_>>().len();
        assert_eq!(different(T::ALL.iter().map(|one| one.scenario_name()).collect()), T::ALL.len(), "{}", T::FAMILY);

        let stranger = 0x7FFF_FFFF_u32;
        assert_eq!(T::try_from(stranger).unwrap_err().to_string(), format!("{} has no 0x7FFFFFFF", T::FAMILY));
        assert_eq!(T::try_from(stranger.cast_signed()).unwrap_err().number, stranger);
    }

    fn bits<T: Bit + Traits>(&mut self) {
        let mut all = 0;
        for &bit in T::ALL {
            assert!(bit.number().is_power_of_two(), "{bit} is no single bit");
            assert_eq!(all & bit.number(), 0, "{bit} is there twice");
            all |= bit.number();
            let alone = Bits::from(bit);
            assert!(alone.contains(bit) && alone.iter().eq([bit]) && alone.unnamed() == 0);
        }
        assert_eq!((Bits::<T>::all().bits(), Bits::<T>::from_bits(u32::MAX).unnamed()), (all, !all), "{}", T::FAMILY);
        assert!(Bits::<T>::NONE.iter().next().is_none());
    }
}

#[test]
fn names_and_numbers_of_every_family_lead_back_to_the_constant() {
    check_all(&mut Round);
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

/// Counts the families that a check sees.
struct Count(usize);

impl Check for Count {
    fn constants<T: Constant + Traits>(&mut self) {
        self.0 += 1;
    }

    fn bits<T: Bit + Traits>(&mut self) {}
}

#[test]
fn no_family_is_left_out_of_the_tests() {
    let mut seen = Count(0);
    check_all(&mut seen);
    let texts = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).into_iter();
    let lines: Vec<String> = texts
        .map(|path| fs::read_to_string(path).expect("sources can be read"))
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let written = lines.iter().filter(|line| matches!(line.as_str(), "constants! {" | "line_errors! {")).count();
    assert_eq!(seen.0, written, "tests/it/families.rs lists them");
}

#[test]
fn functions_and_results_are_read_as_they_are_written() {
    for &function in Function::ALL {
        assert_eq!(function.to_string().parse(), Ok(function));
        assert_eq!(Function::from_name(function.name()), Some(function));
        assert_eq!(function.proxy_request().map(Function::of_request), function.proxy_request().and(Some(function)));
    }
    assert_eq!("lineGetAgentInf".parse::<Function>().unwrap_err().nearest, Some("lineGetAgentInfo"));
    for &(name, result) in Hresult::NAMED {
        assert_eq!((result.to_string().as_str(), name.parse()), (name, Ok(result)));
        assert_eq!((Hresult::from_name(name), result.is_success()), (Some(result), name.starts_with("S_")));
    }
    for &state in tapi_types::SessionState::ALL {
        assert_eq!(state.to_string().parse(), Ok(state));
    }
    for &state in tapi_types::AgentState::ALL {
        assert_eq!(state.to_string().parse(), Ok(state));
    }
}

#[test]
fn the_event_filter_of_the_call_centre_has_five_kinds() {
    let named: Vec<String> = tapi3::TapiEvent::CALL_CENTER.iter().map(|kind| kind.to_string()).collect();
    assert_eq!(named, ["TE_AGENT", "TE_AGENTSESSION", "TE_AGENTHANDLER", "TE_ACDGROUP", "TE_QUEUE"]);
}

#[test]
fn hexadecimal_numbers_are_read_and_look_alikes_are_not() {
    type Type = Dword<line::ProxyRequestType>;
    assert_eq!("0xF".parse(), Ok(Type::from(line::ProxyRequestType::GetAgentSessionInfo)));
    assert_eq!("0xffffffff".parse(), Ok(Type::new(u32::MAX)));
    for text in ["0x", "0x-1", "0x+1", "0x1_0", "0x100000000", "15", "", "LINEPROXYREQUEST"] {
        assert!(text.parse::<Type>().is_err(), "{text}");
        assert!(text.parse::<Hresult>().is_err(), "{text}");
    }
}

proptest! {
    #[test]
    fn any_dword_survives_the_way_through_text(number: u32) {
        let answer = Dword::<LineError>::new(number);
        prop_assert_eq!(answer.to_string().parse(), Ok(answer));
        prop_assert_eq!((answer.number(), answer.known()), (number, LineError::from_code(number)));
        let filter = Bits::<tapi3::TapiEvent>::from_bits(number);
        prop_assert_eq!(filter.to_string().parse(), Ok(filter));
        let result = Hresult::from(number);
        prop_assert_eq!(result.to_string().parse(), Ok(result));
        prop_assert_eq!(u32::from(result), number);
    }

    #[test]
    fn no_text_makes_a_parser_panic(text: String) {
        prop_assert_eq!(text.parse::<Dword<LineError>>().is_ok(), LineError::from_name(&text).is_some());
        let _ = (text.parse::<Hresult>(), text.parse::<Bits<line::AgentStatus>>(), text.parse::<Function>());
    }
}
